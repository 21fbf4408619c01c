import { randomBytes } from 'crypto';

/** A form with files as it goes over the wire (`multipart/form-data`, RFC 7578). */
export interface Form {
	content: Buffer;
	contentType: string;
}

export interface FormFile {
	/** Pelcro's name of the field. */
	field: string;
	fileName: string;
	mimeType: string;
	content: Buffer;
}

/**
 * Builds a form. n8n's request helper takes no form object that a node may make without a further package, so
 * the bytes are put together here. Lists become `name[]` (`name[0][key]` where they hold objects) and objects `name[key]`, as web forms write them.
 */
export function buildForm(
	values: Readonly<Record<string, unknown>>,
	files: readonly FormFile[],
): Form {
	const boundary = `n8n-${randomBytes(16).toString('hex')}`;
	const parts = [
		...Object.entries(values).flatMap(([name, value]) => fieldParts(name, value)),
		...files.map(filePart),
	];
	const content = parts.flatMap((part) => [
		Buffer.from(`--${boundary}\r\n`),
		part,
		Buffer.from('\r\n'),
	]);
	return {
		content: Buffer.concat([...content, Buffer.from(`--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

function fieldParts(name: string, value: unknown): Buffer[] {
	if (Array.isArray(value)) {
		// PHP takes each `name[][key]` for an entry of its own, so entries with keys are numbered.
		return value.flatMap((entry: unknown, index) =>
			fieldParts(`${name}[${typeof entry === 'object' ? index : ''}]`, entry),
		);
	}
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([key, entry]) => fieldParts(`${name}[${key}]`, entry));
	}
	// The framework's forms write booleans as 1 and 0.
	const text = typeof value === 'boolean' ? String(Number(value)) : String(value ?? '');
	return [Buffer.from(`Content-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${text}`)];
}

function filePart({ field, fileName, mimeType, content }: FormFile): Buffer {
	const disposition = `form-data; name="${quoted(field)}"; filename="${quoted(fileName)}"`;
	const type = mimeType.replace(/[\r\n]/g, '');
	const head = `Content-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
	return Buffer.concat([Buffer.from(head), content]);
}

/** As browsers do, so that no name ends the header. */
function quoted(text: string): string {
	return text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
