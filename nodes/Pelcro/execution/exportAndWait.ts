import type { IDataObject } from 'n8n-workflow';

import { wait } from '../../transport/clock';
import { downloadFile, type Download } from '../../transport/download';
import { EXPORT_POLL_FIRST_MS, EXPORT_POLL_LONGEST_MS } from '../../transport/limits';
import { isDataObject } from '../../transport/records';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import { PelcroRequestError } from '../../transport/requestError';
import { FieldError } from '../shared/fieldError';
import type { ExportWait } from '../shared/types';
import { isEmpty } from './encodings';
import type { ItemCall, Run } from './itemCall';

/** How far an export is, as far as Pelcro's list tells. */
type Progress = 'running' | 'finished' | 'untold';

const MINUTE_MS = 60_000;

/**
 * Requests an export, waits until it is ready, and fetches its file. The list of exports tells when that is
 * (reference: exports list, 'poll to check status'); where the list does not hold the export, the file is
 * asked for until it is there (404 until then).
 *
 * @throws FieldError with the export's ID when it fails or takes longer than the user wants to wait
 */
export async function exportAndWait(run: Run, call: ItemCall): Promise<Download> {
	const { session, operation } = run;
	if (operation.wait === undefined)
		throw new FieldError('This operation has nothing to wait for', '');
	const id = exportIdOf(await sendRequest(session, call.request));
	const minutes = Number(call.read('maximumWait') ?? 60);
	const deadline = session.clock.now() + minutes * MINUTE_MS;
	let pause = EXPORT_POLL_FIRST_MS;
	while (session.clock.now() < deadline) {
		await wait(session.clock, pause, session.signal);
		pause = Math.min(pause * 1.5, EXPORT_POLL_LONGEST_MS);
		const download = await fetchIfReady(run, call, operation.wait, id);
		if (download !== undefined) return download;
	}
	throw new FieldError(
		`The export was not ready after ${minutes} minutes`,
		`Its ID is ${id}. Fetch it later with the operation Download, or raise Maximum Wait.`,
	);
}

async function fetchIfReady(
	run: Run,
	call: ItemCall,
	{ statusPath, downloadPath }: ExportWait,
	id: string,
): Promise<Download | undefined> {
	const { siteId, timeoutMs } = call.request;
	const progress = await progressOf(
		run,
		{ method: 'GET', path: statusPath, siteId, timeoutMs },
		id,
	);
	if (progress === 'running') return undefined;
	const path = downloadPath.replace('{id}', encodeURIComponent(id));
	const request: PelcroRequest = {
		method: 'GET',
		path,
		siteId,
		lostAdvice: run.operation.lostAdvice,
	};
	return await downloadFile(run.session, request, `export-${id}`).catch((refusal: unknown) => {
		const notReady = refusal instanceof PelcroRequestError && refusal.status === 404;
		if (notReady && !refusal.outcomeUnknown) return undefined;
		throw refusal;
	});
}

async function progressOf({ session }: Run, request: PelcroRequest, id: string): Promise<Progress> {
	const entry = findExport(await sendRequest(session, request), id);
	if (entry === undefined) return 'untold';
	if (!isEmpty(entry.failed_reason)) {
		throw new FieldError(
			`Pelcro could not make the export: ${String(entry.failed_reason)}`,
			`Its ID is ${id}. Change what Pelcro names and request it again.`,
		);
	}
	return isEmpty(entry.finished_at) ? 'running' : 'finished';
}

/** The export's record, wherever the answer has it: the list's shape was not seen. */
function findExport(body: unknown, id: string): IDataObject | undefined {
	if (Array.isArray(body)) {
		for (const entry of body) {
			const found = findExport(entry, id);
			if (found !== undefined) return found;
		}
		return undefined;
	}
	if (!isDataObject(body)) return undefined;
	if (body.uuid === id || body.id === id) return body;
	return findExport(
		Object.values(body).filter((value) => typeof value === 'object'),
		id,
	);
}

/** Reference: exports request ('export id (uuid)'); where in the answer it stands was not seen. */
function exportIdOf(body: unknown): string {
	const content: unknown = isDataObject(body) && 'data' in body ? body.data : body;
	const id = isDataObject(content)
		? [content.uuid, content.id, content.export_id].find((candidate) => !isEmpty(candidate))
		: content;
	if (typeof id === 'string' || typeof id === 'number') return String(id);
	throw new FieldError(
		'Pelcro did not say which export it made',
		'Look for it with the operation Get Types, or in the e-mail that Pelcro sends.',
	);
}
