import { describe, expect, it } from 'vitest';
import { decodeText } from '../../apps/api/src/cases/import/decode-text.ts';
import { readTable } from '../../apps/api/src/cases/import/read-table.ts';
import { importTemplate } from '../../apps/api/src/cases/import/template.ts';
import { ProblemError } from '../../apps/api/src/problem.ts';

const HEADER = 'Họ tên,Năm sinh,Giới tính,Địa chỉ,Phường,Đi lại,Nhu cầu';
const ROW = 'Nguyễn Thị A,1931,nữ,Số 1 phố Huế,Hai Bà Trưng,xe lăn,căn cước';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'none';
}

describe('the bytes of a file', () => {
  const text = `${HEADER}\n${ROW}\n`;
  it('are read as UTF-8, with and without BOM, and as UTF-16 of both orders', () => {
    const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const utf16be = Buffer.from(utf16le).swap16();
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16le, utf16be]) {
      expect(readTable(decodeText(bytes))[0]?.text.fullName).toBe('Nguyễn Thị A');
    }
  });
  it('are made one form of Unicode: a decomposed name equals a composed one', () => {
    expect(decodeText(Buffer.from('Nguyễn'.normalize('NFD')))).toBe('Nguyễn'.normalize('NFC'));
  });
  it('in another encoding are refused, not guessed', () => {
    expect(codeOf(() => decodeText(Buffer.from([0x4e, 0x67, 0xea, 0x20])))).toBe('file-encoding');
    expect(codeOf(() => decodeText(Buffer.from('PK\x03\x04\0\0 xlsx')))).toBe('file-encoding');
  });
});

describe('a table', () => {
  it('reads the template that it offers', () => {
    const [row] = readTable(decodeText(Buffer.from(importTemplate())));
    expect(row).toMatchObject({
      line: 2,
      cellCount: null,
      text: { birthYear: '1931', address: 'Số 5, ngõ 12 phố Đặng Văn Ngữ' },
    });
  });
  it.each([',', ';', '\t'])('finds the separator %j', (separator) => {
    const rows = readTable(`${HEADER.replaceAll(',', separator)}\n${ROW.replaceAll(',', separator)}\n`);
    expect(rows[0]?.text.ward).toBe('Hai Bà Trưng');
  });
  it('counts lines as the file does: quoted line breaks, empty lines, CRLF', () => {
    const rows = readTable(`${HEADER}\r\n"Nguyễn\r\nThị A",1931,nữ,x,y,z,w\r\n\r\n${ROW}\r\n`);
    expect(rows.map((row) => row.line)).toEqual([2, 5]);
  });
  it('says which row has too few or too many cells', () => {
    expect(readTable(`${HEADER}\n${ROW},more\n${ROW}\n`).map((row) => row.cellCount)).toEqual([8, null]);
  });
  it('names the missing and the doubled columns', () => {
    try {
      readTable(`Họ tên,Họ và tên,Năm sinh\nA,B,1931\n`);
      expect.unreachable();
    } catch (error) {
      const { code, facts } = error as ProblemError;
      expect(code).toBe('file-header');
      expect(facts.errors?.map((item) => `${item.code} ${item.pointer}`)).toEqual([
        'column-missing sex',
        'column-missing address',
        'column-missing ward',
        'column-missing mobility',
        'column-missing needs',
        'column-doubled fullName',
      ]);
    }
  });
  it('refuses an open quotation mark with its line, an empty file, a header alone, a file that is too long', () => {
    try {
      readTable(`${HEADER}\n${ROW}\n"Nguyễn,1931\n`);
      expect.unreachable();
    } catch (error) {
      expect((error as ProblemError).code).toBe('file-not-csv');
      expect((error as ProblemError).facts.params?.line).toBeGreaterThanOrEqual(3);
    }
    expect(codeOf(() => readTable(''))).toBe('file-not-csv');
    expect(codeOf(() => readTable(`${HEADER}\n`))).toBe('file-not-csv');
    expect(codeOf(() => readTable(`${HEADER}\n${`${ROW}\n`.repeat(50_001)}`))).toBe('file-too-many-rows');
  });
});
