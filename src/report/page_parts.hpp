#pragma once
/// The parts of the page that never change.

#include <string_view>

#include "report/page_text.hpp"  // page.css and page.js, embedded by the build, with their digests

namespace worktell::report {

inline constexpr std::string_view page_tools =
    "<div class=\"tools\">"
    "<input type=\"search\" id=\"search\" placeholder=\"Search texts, names, ids\" aria-label=\"Search\" "
    "autocomplete=\"off\" spellcheck=\"false\">"
    "<select id=\"by-label\" aria-label=\"Read as\"><option value=\"-1\">Read as: any</option></select>"
    "<select id=\"by-team\" aria-label=\"Team\"><option value=\"-1\">Team: any</option></select>"
    "<select id=\"by-owner\" aria-label=\"Owner\"><option value=\"-1\">Owner: any</option></select>"
    "<select id=\"by-month\" aria-label=\"Month\"><option value=\"-1\">Month: any</option></select></div>\n"
    "<p class=\"status\"><span id=\"count\" role=\"status\"></span>"
    "<button type=\"button\" class=\"link\" id=\"clear\" hidden>Show all again</button></p></div>\n";

inline constexpr std::string_view page_table =
    "<div class=\"split\" id=\"split\">"
    "<div class=\"grid\" id=\"grid\" role=\"grid\" tabindex=\"0\" "
    "aria-label=\"Activities; arrow keys move, Enter shows the reasons\">"
    "<div class=\"head\" role=\"row\" aria-rowindex=\"1\">"
    "<div role=\"columnheader\" aria-sort=\"none\"><button type=\"button\">Activity</button></div>"
    "<div role=\"columnheader\" aria-sort=\"none\"><button type=\"button\">Filed under</button></div>"
    "<div role=\"columnheader\" aria-sort=\"none\"><button type=\"button\">Read as</button></div>"
    "<div role=\"columnheader\" aria-sort=\"none\"><button type=\"button\">Sure</button></div>"
    "<div role=\"columnheader\" aria-sort=\"none\" class=\"wide\"><button type=\"button\">Owner</button></div>"
    "<div role=\"columnheader\" aria-sort=\"none\" class=\"wide\"><button type=\"button\">Date</button></div></div>"
    "<div class=\"body\" id=\"body\" role=\"rowgroup\"></div>"
    "<p class=\"empty\" id=\"empty\" hidden>Nothing fits. Take a filter away or search for something else.</p></div>"
    "<aside class=\"detail\" id=\"detail\" aria-label=\"The activity chosen\" aria-live=\"polite\" "
    "hidden></aside></div>\n";

}  // namespace worktell::report
