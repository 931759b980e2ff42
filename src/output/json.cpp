#include "output/escape.hpp"
#include "output/fields.hpp"
#include "output/makers.hpp"

namespace worktell::output {

namespace {

const std::vector<std::string>& usual_fields() {
  static const std::vector<std::string> names = {"id",       "file",       "row",      "line",   "text",
                                                 "label",    "confidence", "margin",   "scores", "axes",
                                                 "evidence", "owner",      "declared", "date"};
  return names;
}

/// An object an activity; what stands around the objects makes it NDJSON or JSON.
class JsonWriter final : public Writer {
 public:
  JsonWriter(const rules::CompiledPack& pack, std::vector<const FieldRow*> fields, bool array)
      : pack_(pack), fields_(std::move(fields)), array_(array) {
    for (const auto* field : fields_) {
      std::string key = keys_.empty() ? "{" : ",";
      append_json(key, field->name);
      keys_.push_back(key + ":");
    }
  }

  void begin(std::string& out) const override {
    if (array_) out += "[\n";
  }
  [[nodiscard]] std::string_view separator() const override { return array_ ? ",\n" : ""; }
  [[nodiscard]] std::string_view tail() const override { return array_ ? "\n]\n" : ""; }

  void write(const Item& item, Scratch& scratch, std::string& out) const override {
    const FieldSource source{pack_, item, scratch};
    out += separator();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      out += keys_[i];
      fields_[i]->json(source, out);
    }
    out += array_ ? "}" : "}\n";
  }

 private:
  const rules::CompiledPack& pack_;
  std::vector<const FieldRow*> fields_;
  std::vector<std::string> keys_;
  bool array_;
};

WriterResult make(const rules::CompiledPack& pack, const Options& options, bool array) {
  auto fields = fields_named(options.fields.empty() ? usual_fields() : options.fields);
  if (!fields) return fail(fields.error());
  return std::make_unique<JsonWriter>(pack, std::move(*fields), array);
}

}  // namespace

WriterResult make_json(const rules::CompiledPack& pack, const Options& options) {
  return make(pack, options, true);
}
WriterResult make_ndjson(const rules::CompiledPack& pack, const Options& options) {
  return make(pack, options, false);
}

}  // namespace worktell::output
