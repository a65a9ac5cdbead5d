// A file, compressed as far as it goes: node zstd.mjs IN OUT
import { readFileSync, writeFileSync } from "node:fs";
import { constants, zstdCompressSync } from "node:zlib";

const [into, out] = process.argv.slice(2);
const params = { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 26 };
writeFileSync(out, zstdCompressSync(readFileSync(into), { params }));
