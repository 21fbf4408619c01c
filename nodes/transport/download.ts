import { requestAnswer, type PelcroRequest } from './request';
import type { Session } from './session';

/** A file as Pelcro sends it. */
export interface Download {
	content: Buffer;
	fileName: string;
	mimeType: string;
}

/** The first bytes of a ZIP archive. */
const ZIP_SIGNATURE = 'PK';

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
	const isZip = content.subarray(0, 2).toString('latin1') === ZIP_SIGNATURE;
	const fileName = fileNameIn(headers['content-disposition']) ?? `${name}.${isZip ? 'zip' : 'csv'}`;
	return { content, fileName, mimeType: isZip ? 'application/zip' : 'text/csv' };
}

/** The name that the answer suggests, without any folder. Reference: RFC 6266. */
function fileNameIn(disposition: unknown): string | undefined {
	const match = /filename="?([^";]+)"?/i.exec(String(disposition ?? ''));
	const name = match?.[1]?.split(/[/\\]/).pop()?.trim();
	return name === '' ? undefined : name;
}
