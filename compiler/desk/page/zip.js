// Files in one .zip, as they are (nothing is compressed); no clock goes into it.

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

const crc = (bytes) => {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
};

const DAY = 0x21; // 1980-01-01
const UTF8 = 0x800;

const packed = (...fields) => {
  const made = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    for (let byte = 0; byte < size; byte++) made[at++] = (value >>> (8 * byte)) & 255;
  }
  return made;
};

/** The archive of [name, bytes] pairs. */
export function zipped(files) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [path, data] of files) {
    const name = new TextEncoder().encode(path);
    const same = [[2, 20], [2, UTF8], [2, 0], [2, 0], [2, DAY], [4, crc(data)], [4, data.length], [4, data.length], [2, name.length], [2, 0]];
    const head = packed([4, 0x04034b50], ...same);
    list.push(packed([4, 0x02014b50], [2, 20], ...same, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    parts.push(head, name, data);
    at += head.length + name.length + data.length;
  }
  const size = list.reduce((sum, each) => sum + each.length, 0);
  const end = packed([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...list, end]);
}
