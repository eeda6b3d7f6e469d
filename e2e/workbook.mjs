// A workbook (XLSX) for the journeys: sheets of texts, nothing compressed.
import { zip } from './pictures.mjs';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** @param {string} text */
const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** @param {string[][]} rows */
function sheet(rows) {
  const cells = rows.map((row, at) => {
    const texts = row.map((text, column) => `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`);
    return `<row r="${at + 1}">${texts.join('')}</row>`;
  });
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${cells.join('')}</sheetData></worksheet>`;
}

/** The sheets by name, each with its rows. @param {Record<string, string[][]>} sheets */
export function workbook(sheets) {
  const names = Object.keys(sheets), numbered = names.map((name, at) => /** @type {const} */ ([name, at + 1]));
  const types = numbered.map(([, n]) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`);
  const listed = numbered.map(([name, n]) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`);
  const related = numbered.map(([, n]) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`);
  /** @type {[string, string][]} */
  const files = [
    ['[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${types.join('')}</Types>`],
    ['_rels/.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}</Relationships>`],
    ...numbered.map(([name, n]) => /** @type {[string, string]} */ ([`xl/worksheets/sheet${n}.xml`, sheet(sheets[name])])),
  ];
  return zip(files.map(([name, text]) => [name, Buffer.from(text)]));
}
