#include "input/tools.hpp"

#include <algorithm>
#include <string>

namespace worktell::input {

namespace {

constexpr unsigned comments = static_cast<unsigned>(Quirk::comment_prefix);
constexpr unsigned has_colours = static_cast<unsigned>(Quirk::label_colour);
constexpr unsigned mailings = static_cast<unsigned>(Quirk::mailing_rows);
constexpr unsigned typed_rows = static_cast<unsigned>(Quirk::type_rows);
constexpr unsigned boards = static_cast<unsigned>(Quirk::board);

constexpr std::string_view jira_teams =
    "teamname team customfieldteam customfielddepartment department labels components component projectname";

// name, shape, text, owner, declared, date, markup, quirks
constexpr Tool rows[] = {
    {"Jira", "summary issuekey", "summary description comment", "assignee", jira_teams, "created", Markup::jira,
     comments},
    {"Jira", "summary issuetype", "summary description comment", "assignee", jira_teams, "created", Markup::jira},
    {"Asana", "taskid name sectioncolumn", "name notes", "assignee",
     "department departmentctg deptteam team sectioncolumn projects tags", "createdat"},
    {"Asana", "gid name notes", "name notes", "assignee", "customfields memberships projects tags", "createdat"},
    {"Asana", "name notes memberships", "name notes", "assignee", "customfields memberships projects tags",
     "createdat"},
    {"Trello", "cardname carddescription", "cardname carddescription", "members", "labels listname boardname",
     "lastactivitydate duedate", Markup::markdown, has_colours},
    {"Trello", "name desc idlist", "name desc", "idmembers members", "labels idlist", "datelastactivity",
     Markup::markdown, has_colours},
    {"WeKan", "title description stage owner members labels", "title description", "owner", "labels stage", "createdat",
     Markup::markdown, has_colours},
    {"ClickUp", "taskname taskcontent", "taskname taskcontent", "assignees", "tags listname foldernamepath spacename",
     "datecreatedtext datecreated", Markup::markdown},
    {"Todoist", "type content indent", "content description", "responsible author", "section", "date", Markup::markdown,
     typed_rows},
    {"TickTick", "foldername listname title content", "title content", "", "tags listname foldername", "createdtime",
     Markup::markdown},
    {"Linear", "title description team creator", "title description", "assignee", "team labels project", "created",
     Markup::markdown},
    {"Plane", "name description cyclename modulename", "name description", "assignee assignees",
     "labels modulename project", "createdat", Markup::html},
    {"Toggl", "user description startdate starttime duration tags", "description task project", "user",
     "tags client project", "startdate"},
    {"Toggl", "description startdate starttime duration user", "description task project", "user",
     "tags client project", "startdate"},
    {"Clockify", "description billable startdate durationdecimal", "description task project", "user",
     "group tags project client", "startdate"},
    {"Clockify", "description timeh timedecimal", "description", "user", "group tags project client", ""},
    {"Harvest", "notes hours task client", "notes task project", "firstname lastname", "department roles", "date"},
    {"Planner", "taskname bucketname", "taskname description checklistitems", "assignedto", "labels bucketname",
     "createddate"},
    {"Outlook", "subject categories sensitivity requiredattendees", "subject description", "meetingorganizer",
     "categories", "startdate"},
    {"Outlook", "subject notes categories sensitivity", "subject notes", "owner", "categories", "startdate"},
    {"HubSpot", "calltitle callnotes", "calltitle callnotes", "activityassignedto", "hubspotteam callandmeetingtype",
     "activitydate", Markup::html},
    {"HubSpot", "engagementid timestamp", "", "", "hubspotteamid", "timestamp", Markup::html},
    {"HubSpot", "recordid dealname", "dealname", "dealowner", "hubspotteam pipeline dealtype", "createdate",
     Markup::html},
    {"HubSpot", "recordid activitydate", "", "activityassignedto", "hubspotteam", "activitydate", Markup::html},
    {"HubSpot", "recordid tasktitle", "tasktitle tasknotes", "assignedto", "hubspotteam", "createdate", Markup::html},
    {"Salesforce", "subject whoid whatid", "subject description", "ownername ownerid", "type",
     "activitydate activitydatetime createddate", Markup::none, mailings},
    {"Salesforce", "attributes subject", "subject description", "owner ownername ownerid", "type",
     "activitydate activitydatetime createddate", Markup::none, mailings},
    {"Salesforce", "subject fullcomments assigned", "subject fullcomments", "assigned", "assignedrole type tasksubtype",
     "date", Markup::none, mailings},
    {"Salesforce", "subject activitydate status", "subject description", "ownername ownerid owner", "type",
     "activitydate createddate", Markup::none, mailings},
    {"Pipedrive", "activitysubject activitytype", "activitysubject activitynote", "activityassignedtouser",
     "activityteam dealpipeline deallabel", "activityaddtime activityduedate", Markup::html},
    {"Zoho CRM", "subject taskowner", "subject description", "taskowner", "tag layout", "createdtime", Markup::html},
    {"Zoho CRM", "subject callowner", "subject description", "callowner", "tag layout", "callstarttime", Markup::html},
    {"Odoo", "resmodel summary note", "summary note", "useridname userid", "teamidname resname", "createdate",
     Markup::html},
    {"Odoo", "stageid name description", "name description", "useridname userid", "teamidname tagidsname", "createdate",
     Markup::html},
    {"SuiteCRM", "name datestart assignedusername", "name description", "assignedusername", "team type", "dateentered"},
    {"SuiteCRM", "subject datecreated datemodified assignedto", "subject description", "assignedto", "team type",
     "datecreated"},
    {"EspoCRM", "name datestart assigneduser", "name description", "assignedusername assigneduser", "teams",
     "createdat"},
    {"GitHub", "number title state", "title body", "assignees author user", "labels milestone", "createdat",
     Markup::markdown},
    {"GitHub", "title labels milestone", "title body", "assignees author user", "labels milestone", "createdat",
     Markup::markdown},
    {"Google Tasks", "kind title status", "title notes", "", "", "created updated"},
    {"Microsoft To Do", "title importance status", "title body", "", "categories", "createddatetime", Markup::html},
    {"Taskwarrior", "description entry uuid", "description annotations", "", "project tags", "entry"},
    {"Taskwarrior", "description entry status", "description annotations", "", "project tags", "entry"},
    {"monday.com", "name group updatecontent", "name updatecontent", "owner person people",
     "team department group status", "", Markup::none, boards},
    {"monday.com", "name subitems", "name", "owner person people", "team department group status", "", Markup::none,
     boards},
};

constexpr Tool notion = {
    "Notion", "", "", "assignee person owner", "", "", Markup::markdown, static_cast<unsigned>(Quirk::first_title)};

bool contains(const std::vector<std::string>& names, std::string_view wanted) {
  return std::find(names.begin(), names.end(), wanted) != names.end();
}

}  // namespace

std::span<const Tool> tools() {
  return rows;
}

const Tool* notion_tool() {
  return &notion;
}

const Tool* tool_of(const std::vector<std::string>& squashed) {
  for (const auto& tool : rows) {
    bool fits = true;
    each_word(tool.shape, [&](std::string_view name) { fits = fits && contains(squashed, name); });
    if (fits) return &tool;
  }
  return nullptr;
}

}  // namespace worktell::input
