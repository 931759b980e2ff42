#pragma once
/// Workbooks for tests: XLSX files made in memory, nothing packed.

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace worktell::tests {

inline std::uint32_t crc32(const std::string& bytes) {
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// A zip archive of stored files.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out;
  std::string directory;
  const auto number = [](std::string& to, std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) to += static_cast<char>((value >> (8 * i)) & 0xFFU);
  };
  const auto about = [&](std::string& to, const std::string& name, const std::string& bytes) {
    number(to, 0, 2), number(to, 0, 2), number(to, 0, 2), number(to, 0x5A21, 2);
    number(to, crc32(bytes), 4), number(to, bytes.size(), 4), number(to, bytes.size(), 4);
    number(to, name.size(), 2), number(to, 0, 2);
  };
  for (const auto& [name, bytes] : files) {
    const auto at = out.size();
    number(out, 0x04034B50, 4), number(out, 20, 2);
    about(out, name, bytes);
    out += name + bytes;
    number(directory, 0x02014B50, 4), number(directory, 20, 2), number(directory, 20, 2);
    about(directory, name, bytes);
    number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 4);
    number(directory, at, 4);
    directory += name;
  }
  const auto at = out.size();
  out += directory;
  number(out, 0x06054B50, 4), number(out, 0, 4);
  number(out, files.size(), 2), number(out, files.size(), 2);
  number(out, directory.size(), 4), number(out, at, 4), number(out, 0, 2);
  return out;
}

/// A sheet: its name, the XML of its rows, and whether it is hidden. `before` stands before the rows.
struct Sheet {
  std::string name;
  std::string rows;
  bool hidden = false;
  std::string before = {};
};

/// Rows of inline strings; an empty cell is left out, as programs do.
inline std::string sheet_rows(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].empty()) continue;
    const auto number = std::to_string(r + 1);
    out += "<row r=\"" + number + "\">";
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (!rows[r][c].empty())
        out += "<c r=\"" + std::string(1, static_cast<char>('A' + c)) + number + "\" t=\"inlineStr\"><is><t>" +
               rows[r][c] + "</t></is></c>";
    out += "</row>";
  }
  return out;
}

/// Styles: 0 plain, 1 a date, 2 a date and time of its own format, 3 a number with two decimals.
inline std::string workbook_of(const std::vector<Sheet>& sheets, bool epoch_1904 = false) {
  const std::string name_space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  std::string book = "<workbook " + name_space + " xmlns:r=\"urn:r\"><workbookPr date1904=\"" +
                     (epoch_1904 ? std::string("1") : std::string("0")) + "\"/><sheets>";
  std::string relations = "<Relationships>";
  std::vector<std::pair<std::string, std::string>> files;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto number = std::to_string(i + 1);
    book += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\"" +
            (sheets[i].hidden ? " state=\"hidden\"" : "") + " r:id=\"rId" + number + "\"/>";
    relations += "<Relationship Id=\"rId" + number + "\" Target=\"worksheets/sheet" + number + ".xml\"/>";
    files.emplace_back("xl/worksheets/sheet" + number + ".xml", "<worksheet " + name_space + ">" + sheets[i].before +
                                                                    "<sheetData>" + sheets[i].rows +
                                                                    "</sheetData></worksheet>");
  }
  files.emplace_back("xl/workbook.xml", book + "</sheets></workbook>");
  files.emplace_back("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
  files.emplace_back("xl/styles.xml", "<styleSheet " + name_space +
                                          "><numFmts><numFmt numFmtId=\"170\" formatCode=\"d/m/yyyy hh:mm\"/></numFmts>"
                                          "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/>"
                                          "<xf numFmtId=\"2\"/></cellXfs></styleSheet>");
  return zip_of(files);
}

}  // namespace worktell::tests
