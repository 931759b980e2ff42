#include "output/escape.hpp"
#include "output/fields.hpp"
#include "output/makers.hpp"

namespace worktell::output {

namespace {

using Fields = std::vector<const FieldRow*>;

/// TSV and CSV: a row an activity, a column a field.
class TableWriter : public Writer {
 public:
  TableWriter(const rules::CompiledPack& pack, Fields fields, bool header)
      : pack_(pack), fields_(std::move(fields)), header_(header) {}

  void begin(std::string& out) const override {
    for (std::size_t i = 0; header_ && i < fields_.size(); ++i) {
      if (i > 0) out += delimiter();
      out += fields_[i]->name;
    }
    if (header_) out += '\n';
  }

  void write(const Item& item, Scratch& scratch, std::string& out) const override {
    const FieldSource source{pack_, item, scratch};
    bool first = true;
    for (const auto* field : fields_) {
      if (!first) out += delimiter();
      first = false;
      put(*field, source, out);
    }
    out += '\n';
  }

 protected:
  [[nodiscard]] virtual char delimiter() const = 0;
  virtual void escape(std::string& out, std::string_view cell) const = 0;

 private:
  void put(const FieldRow& field, const FieldSource& source, std::string& out) const {
    auto& cell = source.scratch.cell;
    cell.clear();
    field.plain(source, cell);
    escape(out, cell);
  }

  const rules::CompiledPack& pack_;
  Fields fields_;
  bool header_;
};

class TsvWriter final : public TableWriter {
 public:
  using TableWriter::TableWriter;

 private:
  [[nodiscard]] char delimiter() const override { return '\t'; }
  void escape(std::string& out, std::string_view cell) const override { append_tsv(out, cell); }
};

class CsvWriter final : public TableWriter {
 public:
  using TableWriter::TableWriter;

 private:
  [[nodiscard]] char delimiter() const override { return ','; }
  void escape(std::string& out, std::string_view cell) const override { append_csv(out, cell); }
};

/// The usual rows of a pipe, label, confidence and text, without a detour.
class PlainTsvWriter final : public Writer {
 public:
  explicit PlainTsvWriter(const rules::CompiledPack& pack) : pack_(pack) {}
  void write(const Item& item, Scratch& scratch, std::string& out) const override {
    out += pack_.label_name(static_cast<std::size_t>(item.verdict.label));
    out += '\t';
    append_thousandths(out, item.verdict.confidence);
    out += '\t';
    append_tsv(out, whole_text(item, scratch));
    out += '\n';
  }

 private:
  const rules::CompiledPack& pack_;
};

template <typename Kind>
WriterResult make(const rules::CompiledPack& pack, const Options& options, const std::vector<std::string>& usual) {
  auto fields = fields_named(options.fields.empty() ? usual : options.fields);
  if (!fields) return fail(fields.error());
  return std::make_unique<Kind>(pack, std::move(*fields), options.header);
}

}  // namespace

WriterResult make_tsv(const rules::CompiledPack& pack, const Options& options) {
  if (options.fields.empty() && !options.header) return std::make_unique<PlainTsvWriter>(pack);
  return make<TsvWriter>(pack, options, {"label", "confidence", "text"});
}

WriterResult make_csv(const rules::CompiledPack& pack, const Options& options) {
  return make<CsvWriter>(pack, options, {"id", "label", "confidence", "margin", "text", "reason"});
}

}  // namespace worktell::output
