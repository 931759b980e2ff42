#!/usr/bin/env python3
"""Writes examples/data/activities.csv: the invented log of a company's teams, January to October.

The same bytes on every run. About one activity in sixteen of the sales and marketing teams is filed under a team of
the other kind, more of them towards autumn, so that there is something to find.
"""
import csv
import datetime
import os
import random

CLIENTS = ["Halden Foods", "Orrin Freight", "Castellan Dental", "Birkwood Schools", "Peregrine Optics", "Loma Hotels",
           "Tarn Valley Council", "Quill & Sons", "Ostrava Steel", "Merrow Yachts", "Fenwick Labs", "Abelard Insurance"]
PEOPLE = ["Ms Okafor", "Mr Lindqvist", "Dana", "Priya", "the purchasing manager", "the operations director", "Tomas",
          "the head of IT"]
PRODUCTS = ["the route planner", "the inventory module", "Fleet Pro", "the analytics add-on", "the starter plan"]
TOPICS = ["cutting fuel costs", "stock counts without spreadsheets", "safer night driving", "our tenth birthday",
          "the new mobile app", "greener deliveries"]

SELLING = [
    "Call {person} at {client} about the renewal quote",
    "Send {client} a quote for {n} seats of {product}",
    "Negotiate the discount on the {client} contract",
    "Demo {product} for {person} at {client}",
    "Follow up with {person} after Tuesday's demo",
    "Close the {client} order before the end of the month",
    "Meet {person} at {client} to go over the proposal",
    "Answer {client}'s questions about delivery and price",
    "Prepare the contract for {client} and get it signed",
    "Ring the new lead from {client} and book a meeting",
    "Visit {client} and agree the terms of the order",
    "Chase {client} for the signed purchase order",
    "Qualify the inbound lead from {client} by phone",
    "Walk {person} through pricing for {product}",
    "Upsell {client} from the starter plan to {product}",
    "Send the revised offer to {person} by Friday",
]
MARKETING = [
    "Newsletter on {topic} to {big} subscribers",
    "Write the landing page for the campaign on {topic}",
    "Survey {big} readers about {topic}",
    "Plan the autumn campaign about {topic}",
    "Brief the agency on brand posters for {topic}",
    "Press release on {topic}",
    "A/B test the subject lines of the {topic} mailing",
    "Publish three blog posts about {topic}",
    "Measure reach of the social media campaign on {topic}",
    "Analyse which ads brought visitors to the {topic} page",
    "Draft the content calendar for the next two quarters",
    "Record a podcast episode about {topic}",
    "Refresh brand guidelines and the logo files",
    "Interview twelve customers for the market study on {topic}",
    "Set up the webinar on {topic} for {big} registrants",
    "Optimise the website for searches about {topic}",
]
BETWEEN = [
    "Call trade fair leads from {client} and email the {topic} brochure to all {big} visitors",
    "Webinar on {topic} for {big} prospects, then ring each attendee with an offer",
    "Case study with {client}: interview {person}, and ask for the renewal while there",
    "Prepare the trade fair stand on {topic} and book meetings with buyers from {client}",
]
SUPPORT = ["Reset the password of {person}", "Answer the ticket about the failed import", "Fix the broken export at {client}",
           "Restore a backup for {client}", "Update the help article on imports"]
FINANCE = ["Reconcile the bank statement", "Pay the office rent", "Prepare payroll for the month", "File the VAT return",
           "Book the travel expenses of the team"]
THIN = ["Prep", "Misc", "Weekly sync", "Catch up", "Emails", "Follow-up"]

# team, kinds of work and how many a month, owners
TEAMS = [
    ("Account Executive", SELLING, 15, ["Mira Halloran", "Joost Verbeek", "Amara Nwosu"]),
    ("SDR", SELLING, 13, ["Leo Brandt", "Sunniva Dahl"]),
    ("Inside sales", SELLING, 8, ["Ines Caldeira"]),
    ("Demand gen", MARKETING, 12, ["Rafael Souto", "Wren Ashby"]),
    ("Brand", MARKETING, 8, ["Ottilie Krantz"]),
    ("Comms", MARKETING, 6, ["Kofi Mensah-Roth"]),
    ("Customer support", SUPPORT, 5, ["Bea Lundin"]),
    ("Finance", FINANCE, 3, ["Gil Peretz"]),
]


def fill(chance, template):
    return template.format(client=chance.choice(CLIENTS), person=chance.choice(PEOPLE), product=chance.choice(PRODUCTS),
                           topic=chance.choice(TOPICS), n=chance.randrange(5, 400), big=f"{chance.randrange(8, 90) * 250:,}")


def text_for(chance, team, kinds, month):
    """The text of one activity, and now and then of the wrong kind."""
    roll = chance.random()
    if kinds in (SELLING, MARKETING):
        wrong = 0.02 + 0.009 * month + (0.05 if team == "Demand gen" else 0)
        if roll < wrong:
            return fill(chance, chance.choice(MARKETING if kinds is SELLING else SELLING))
        if roll < wrong + 0.06:
            return fill(chance, chance.choice(BETWEEN))
        if roll < wrong + 0.10:
            return chance.choice(THIN)
    return fill(chance, chance.choice(kinds))


def activities():
    chance = random.Random(20261)
    for month in range(1, 11):
        for team, kinds, monthly, owners in TEAMS:
            for _ in range(monthly + chance.randrange(-2, 3)):
                day = datetime.date(2026, month, chance.randrange(1, 29))
                yield day, text_for(chance, team, kinds, month), team, chance.choice(owners)


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "activities.csv")
    rows = sorted(activities(), key=lambda row: row[0])
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Id", "Date", "Activity", "Team", "Owner"])
        for number, (day, text, team, owner) in enumerate(rows, 1):
            out.writerow([f"A-{number:04}", day.isoformat(), text, team, owner])


if __name__ == "__main__":
    main()
