import { requestAnswer, type PelcroRequest } from '../request';
import type { Session } from '../account/session';
import { mayBeCut } from './wholeness';

/** A file as Pelcro sends it. */
export interface Download {
	content: Buffer;
	fileName: string;
	mimeType: string;
}

/** How a ZIP archive begins: with its first file, or, when it is empty, with its end. */
const ZIP_SIGNATURES = ['PK\u0003\u0004', 'PK\u0005\u0006'];

const EXTENSIONS: Readonly<Record<string, string>> = {
	'application/json': 'json',
	'application/zip': 'zip',
	'text/csv': 'csv',
	'text/html': 'html',
};

/**
 * Fetches a file. Pelcro sends CSV and ZIP alike as `application/force-download`, so the kind is read from
 * the content. Reference: exports download, campaigns run-report.
 *
 * @param name the file's name without its ending, where the answer gives none
 * @throws as requestAnswer
 */
export async function downloadFile(
	session: Session,
	request: PelcroRequest,
	name: string,
): Promise<Download> {
	const { body, headers } = await requestAnswer(session, { ...request, file: true });
	const content = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(String(body));
	const mimeType = mimeTypeOf(content, headers['content-type']);
	if (mimeType === 'text/csv' && mayBeCut(content)) session.statistics.unendedFiles += 1;
	const fileName =
		fileNameIn(headers['content-disposition']) ?? `${name}.${EXTENSIONS[mimeType] ?? 'csv'}`;
	return { content, fileName, mimeType };
}

/** What the content shows, else what the answer declares if that is one of the known kinds, else CSV. */
function mimeTypeOf(content: Buffer, declared: unknown): string {
	if (ZIP_SIGNATURES.includes(content.subarray(0, 4).toString('latin1'))) return 'application/zip';
	const [type = ''] = String(declared ?? '').split(';');
	const known = type.trim().toLowerCase();
	return known in EXTENSIONS && known !== 'application/zip' ? known : 'text/csv';
}

/** The name that the answer suggests, without any folder. Reference: RFC 6266. */
function fileNameIn(disposition: unknown): string | undefined {
	const text = String(disposition ?? '');
	const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(text)?.[1];
	const plain = /filename=(?:"([^"]+)"|([^";]+))/i.exec(text);
	const name = (decoded(encoded) ?? plain?.[1] ?? plain?.[2])?.split(/[/\\]/).pop()?.trim();
	return name === '' || name === '.' || name === '..' ? undefined : name;
}

function decoded(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
