"""The report's page in a browser. Called by report_page_test.sh: PROGRAM MODULES, in an empty folder."""
import csv
import json
import subprocess
import sys
import time

program = sys.argv[1]
sys.path.insert(0, sys.argv[2])
from browser import Browser  # noqa: E402

checks = 0
failures = []


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def same(found, wanted, what):
    check(found == wanted, f"{what}: {found!r}, not {wanted!r}")


def verdict(number, text, label, confidence, declared, match, **more):
    scores = {"sales": 1.0, "marketing": 1.0, "mixed": 0.0, "other": 1.0, "poles": {}}
    scores["other" if label == "neither" else label] = 5.0
    pole = {"sales": "transfer", "marketing": "many", "mixed": "mixed", "neither": "other"}[label]
    evidence = [{"rule": "r-" + label, "pole": pole, "points": 4.0, "field": "text", "start": 0, "end": 1, "column": 1,
                 "match": match, "why": "a sign of " + label}]
    return {"id": number, "file": "log.csv", "row": number + 1, "line": number + 1, "text": text, "label": label,
            "confidence": confidence, "margin": 4.0, "scores": scores,
            "axes": {"horizon": None, "driver": None, "reach": None, "purpose": None}, "evidence": evidence,
            "owner": "Mira", "declared": declared, "date": "2026-03-04", **more}


def page_of(verdicts, name, *options):
    with open(name + ".ndjson", "w", encoding="utf-8") as file:
        for one in verdicts:
            file.write(json.dumps(one) + "\n")
    subprocess.run([program, "report", "--min-confidence", "0.4", "--format", "html", "-o", name + ".html", *options, name + ".ndjson"], check=True)
    return name + ".html"


COUNT = "document.getElementById('count').textContent"
SHOWN = "[...document.querySelectorAll('#body .row:not([hidden]) .what')].map(e => e.textContent)"
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
TYPE = """(text => new Promise(done => { const box = document.getElementById('search'); box.value = text;
  box.dispatchEvent(new Event('input')); setTimeout(done, 250); }))"""


def small_page(browser):
    labels = ["sales", "marketing", "neither"]
    verdicts = [verdict(i, f"Work {i:02} on item {chr(97 + i)}", labels[i % 3], 0.9, "Sales" if i % 2 else "Brand", "Work")
                for i in range(20)]
    browser.open(page_of(verdicts, "small"))
    same(browser.eval(COUNT), "20 activities", "all are shown")
    same(browser.eval("document.querySelector('.headline') !== null"), True, "the page has a headline")
    check(browser.eval("document.querySelectorAll('main svg rect').length") > 40, "there are charts")

    browser.eval(TYPE + "('item c')")
    same(browser.eval(SHOWN), ["Work 02 on item c"], "searching")
    browser.eval(TYPE + "('no such thing')")
    same(browser.eval("document.getElementById('empty').hidden"), False, "nothing found is said")
    browser.eval("document.getElementById('clear').click()")
    same(browser.eval(COUNT), "20 activities", "all again")

    browser.eval("""(() => { const box = document.getElementById('by-label'); box.value = '2';
      box.dispatchEvent(new Event('change')); box.value = '3'; box.dispatchEvent(new Event('change')); })()""")
    same(browser.eval(COUNT), "6 of 20 activities", "filtering by label")
    browser.eval("document.getElementById('clear').click()")
    wrong = browser.eval("document.querySelector('.chip[data-kind=\"0\"] b').textContent")
    browser.eval("document.querySelector('.chip[data-kind=\"0\"]').click()")
    same(browser.eval(COUNT), f"{wrong} of 20 activities", "filtering by kind")
    browser.eval("document.getElementById('clear').click()")

    head = "document.querySelectorAll('.head button')[0]"
    browser.eval(head + ".click()")
    shown = browser.eval(SHOWN)
    same(shown[0], "Work 00 on item a", "sorting by text")
    same(browser.eval(head + ".parentNode.getAttribute('aria-sort')"), "ascending", "the order is told")
    browser.eval(head + ".click()")
    same(browser.eval(SHOWN)[0], "Work 19 on item t", "sorting the other way")

    browser.eval("document.querySelector('#body .row').click()")
    same(browser.eval("document.querySelector('#detail .decides').firstChild.textContent"), "a sign of marketing", "a reason on click")
    same(browser.eval("document.querySelector('#detail mark').textContent"), "Work", "the match is marked")
    browser.key("Escape")
    same(browser.eval("document.getElementById('detail').hidden"), True, "Escape closes")
    same(browser.eval("document.activeElement.id"), "grid", "and gives the table the keys")
    browser.key("End")
    same(browser.eval("document.getElementById('grid').getAttribute('aria-activedescendant')"), "row-19", "the End key")
    browser.key("Enter")
    same(browser.eval("document.querySelector('#detail .text').textContent"), "Work 00 on item a", "the Enter key")
    browser.key("ArrowUp")
    same(browser.eval("document.querySelector('#detail .text').textContent"), "Work 01 on item b", "the arrow keys")

    browser.eval("document.querySelector('.matrix .pick').click()")
    check(" of 20 activities, filed as sales" in browser.eval(COUNT), "a number of the matrix chooses its activities")

    light = browser.eval("getComputedStyle(document.body).backgroundColor")
    browser.eval("document.getElementById('theme').click()")
    dark = browser.eval("getComputedStyle(document.body).backgroundColor")
    check(light != dark, "the switch changes the look")
    browser.eval("localStorage.clear()")
    browser.look(1280, 900, media="print")
    browser.eval("window.dispatchEvent(new Event('beforeprint'))")
    same(len(browser.eval(SHOWN)), browser.eval("Number(document.getElementById('grid').getAttribute('aria-rowcount')) - 1"),
         "printing shows the rows")
    browser.look(1280, 900)


HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 2</script>",
    "<!--<script>",
    "]]><img src=x onerror=window.hacked=3>",
    "\"'><svg onload=window.hacked=4>",
    "' onmouseover='window.hacked=5",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "{{constructor.constructor('window.hacked=6')()}} ${window.hacked=7} `x`",
    "\\u003cscript\\u003e \\",
    "javascript:window.hacked=8",
]


def hostile_page(browser):
    long = "long " * 2000
    turned = "price \u202etxt.exe\u202c \u2066x\u2069 \x1b[31mred\x07"
    texts = HOSTILE + [turned, long]
    verdicts = [verdict(i, text, "sales", 0.9, text if i % 2 else "Sales", text[:20], id=text, owner=text, file=text, date=text)
                for i, text in enumerate(texts)]
    for one in verdicts:
        one["evidence"][0]["why"] = one["text"][:200]
        one["evidence"][0]["rule"] = one["text"][:200]
    page = page_of(verdicts, "hostile", "--title", "</title><script>window.hacked=9</script>")
    browser.open(page)
    same(browser.eval("window.hacked === undefined"), True, "nothing of the input runs")
    same(browser.eval("document.title"), "</title><script>window.hacked=9</script>", "the title is text")
    same(browser.eval("document.scripts.length"), 2, "scripts of the page")
    same(browser.eval("document.querySelectorAll('img, iframe, object, link, base, form').length"), 0, "foreign elements")
    browser.eval("document.querySelectorAll('.head button')[0].click()")
    shown = set(browser.eval(SHOWN))
    for text in HOSTILE:
        check(text in shown, f"{text!r} is shown as it is")
    check(any("\\u202etxt.exe\\u202c" in text and "\\x1b[31m" in text for text in shown), "marks that turn writing are shown")
    check(not any("\u202e" in text or "\u2066" in text for text in shown), "and not obeyed")
    check("long " * 200 in shown, "a long text is cut")
    browser.eval("""(() => { for (const row of document.querySelectorAll('#body .row:not([hidden])')) {
      if (row.querySelector('.what').textContent.startsWith('long')) row.click(); } })()""")
    check("9,000 more characters" in browser.eval("document.getElementById('detail').textContent"), "and says so")
    for row in range(len(texts)):
        browser.eval(f"document.querySelectorAll('#body .row:not([hidden])')[{row}].click()")
    same(browser.eval("window.hacked === undefined"), True, "nothing of the input runs when it is looked at")
    width = "document.documentElement.scrollWidth <= window.innerWidth"
    same(browser.eval(width), True, "a long text does not widen the page")
    browser.look(390, 844)
    browser.open(page)
    same(browser.eval(width), True, "nor on a phone")
    browser.look(1280, 900)


def policy(browser):
    browser.open("small.html")
    browser.complaints.clear()
    browser.eval("""(() => { const script = document.createElement('script');
      try { script.text = 'window.hacked = 1'; document.body.append(script); } catch (e) {} })()""")
    browser.eval("""(() => { const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/x.png';
      document.body.append(image); })()""")
    browser.eval("fetch('http://127.0.0.1:9/').then(() => { window.hacked = 2; }, () => {})")
    same(browser.eval("window.hacked === undefined"), True, "the policy lets no other script run")
    check(any("Content Security Policy" in one for one in browser.complaints), "the policy complains of what it stops")
    browser.complaints.clear()


def many_activities(browser):
    labels = ["sales", "marketing", "neither", "mixed"]
    verdicts = (verdict(i, f"Activity {i * 7919 % 100000:06} about thing {i % 977}", labels[i % 4], 0.5 + i % 50 / 100,
                        ["Sales", "Brand", "Comms", "SDR"][i // 4 % 4], "Activity",
                        owner=f"Owner {i % 211:03}", date=f"2026-{i % 12 + 1:02}-10") for i in range(100_000))
    seconds = browser.open(page_of(verdicts, "many"))
    print(f"100,000 activities: opened in {seconds:.1f} s")
    check(seconds < 60, f"100,000 activities open in {seconds:.1f} s")
    same(browser.eval(COUNT), "100,000 activities", "all are there")
    check(browser.eval("document.querySelectorAll('#body .row').length") < 80, "only rows in view exist")
    timed = """(async work => { const begin = performance.now(); await work(); await %s; return performance.now() - begin; })""" % FRAME
    steps = {
        "sort": "async () => document.querySelectorAll('.head button')[0].click()",
        "filter": "async () => document.querySelector('.chip[data-kind=\"3\"]').click()",
        "scroll": "async () => { document.getElementById('grid').scrollTop = 1000000; }",
        "show all": "async () => document.getElementById('clear').click()",
        "search": "async () => { const box = document.getElementById('search'); box.value = 'activity 000042';"
                  " box.dispatchEvent(new Event('input')); await new Promise(done => setTimeout(done, 130)); }",
    }
    for name, work in steps.items():
        spent = browser.eval(f"{timed}({work})")
        print(f"100,000 activities: {name} in {spent:.0f} ms")
        check(spent < 6000, f"{name} takes {spent:.0f} ms")
    same(browser.eval(SHOWN), ["Activity 000042 about thing " + str(42 * pow(7919, -1, 100000) % 100000 % 977)], "the one found")


def main():
    browser = Browser()
    try:
        for test in (small_page, hostile_page, many_activities):
            test(browser)
            same([one for one in browser.complaints], [], f"{test.__name__}: what the browser complains of")
            browser.complaints.clear()
        same([url for url in browser.requests if not url.startswith(("file://", "about:"))], [], "requests")
        policy(browser)
    finally:
        browser.close()
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or checks == 0 else 0


sys.exit(main())
