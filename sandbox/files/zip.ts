import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** Version 2.0, names in UTF-8, deflated. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first date that the format knows: the same files give the same archive. */
const FIRST_DATE = 0x21;

interface Entry {
	name: Buffer;
	content: Buffer;
	packed: Buffer;
	offset: number;
}

/** What local and central headers have in common, from the version to the length of the name. */
function commonFields({ name, content, packed }: Entry): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(VERSION, 0);
	fields.writeUInt16LE(UTF8_NAMES, 2);
	fields.writeUInt16LE(DEFLATED, 4);
	fields.writeUInt16LE(FIRST_DATE, 8);
	fields.writeUInt32LE(crc32(content), 10);
	fields.writeUInt32LE(packed.length, 14);
	fields.writeUInt32LE(content.length, 18);
	fields.writeUInt16LE(name.length, 22);
	return fields;
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function centralHeader(entry: Entry): Buffer {
	const version = Buffer.from([VERSION, 0]);
	const place = Buffer.alloc(14);
	place.writeUInt32LE(entry.offset, 10);
	const parts = [signature(CENTRAL_HEADER), version, commonFields(entry), place, entry.name];
	return Buffer.concat(parts);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(END_OF_DIRECTORY, 0);
	end.writeUInt16LE(count, 8);
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(offset, 16);
	return end;
}

/**
 * Packs small files into a ZIP archive.
 *
 * @param files content by file name
 */
export function zipArchive(files: Record<string, Buffer>): Buffer {
	const parts: Buffer[] = [];
	const entries: Entry[] = [];
	let offset = 0;
	for (const [fileName, content] of Object.entries(files)) {
		const packed = deflateRawSync(content);
		const entry = { name: Buffer.from(fileName), content, packed, offset };
		entries.push(entry);
		parts.push(signature(LOCAL_HEADER), commonFields(entry), entry.name, packed);
		offset += 4 + 26 + entry.name.length + packed.length;
	}
	const directory = Buffer.concat(entries.map(centralHeader));
	parts.push(directory, endOfDirectory(entries.length, directory.length, offset));
	return Buffer.concat(parts);
}
