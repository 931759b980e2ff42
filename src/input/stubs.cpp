#include "input/reader.hpp"
namespace worktell::input {
namespace {
ReaderResult none(const Sample& s) {
  Problem p;
  p.where.file = s.name;
  p.what = "not built yet";
  return fail(p);
}
}  // namespace
int likely_json(const Sample&, bool) {
  return 0;
}
int likely_ndjson(const Sample&, bool) {
  return 0;
}
int likely_jira_xml(const Sample&, bool) {
  return 0;
}
int likely_xlsx(const Sample&, bool) {
  return 0;
}
int likely_ics(const Sample&, bool) {
  return 0;
}
int likely_todotxt(const Sample&, bool) {
  return 0;
}
int likely_org(const Sample&, bool) {
  return 0;
}
int likely_markdown(const Sample&, bool) {
  return 0;
}
ReaderResult make_json(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_ndjson(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_jira_xml(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_xlsx(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_ics(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_todotxt(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_org(const Sample& s, const Options&) {
  return none(s);
}
ReaderResult make_markdown(const Sample& s, const Options&) {
  return none(s);
}
}  // namespace worktell::input
