#pragma once
/// The makers that the table of formats names, each in a file of its own.

#include "output/writer.hpp"

namespace worktell::output {

using WriterResult = Result<std::unique_ptr<Writer>>;

WriterResult make_text(const rules::CompiledPack& pack, const Options& options);
WriterResult make_tsv(const rules::CompiledPack& pack, const Options& options);
WriterResult make_csv(const rules::CompiledPack& pack, const Options& options);
WriterResult make_json(const rules::CompiledPack& pack, const Options& options);
WriterResult make_ndjson(const rules::CompiledPack& pack, const Options& options);
WriterResult make_append(const rules::CompiledPack& pack, const Options& options);

}  // namespace worktell::output
