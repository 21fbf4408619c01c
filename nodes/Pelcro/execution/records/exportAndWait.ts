import type { IDataObject } from 'n8n-workflow';

import { downloadFile, type Download } from '../../../transport/files/download';
import {
	DOWNLOAD_TIMEOUT_MS,
	EXPORT_POLL_FIRST_MS,
	EXPORT_POLL_LONGEST_MS,
	DEFAULT_EXPORT_WAIT_MINUTES,
} from '../../../transport/limits';
import { isDataObject } from '../../../transport/dataObject';
import { NotSentError, pause } from '../../../transport/halt';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { PelcroRequestError, retold } from '../../../transport/failures/requestError';
import type { Session } from '../../../transport/account/session';
import { FieldError } from '../../../common/fieldError';
import type { ExportWait, PelcroOperation } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import type { ItemCall } from '../request/itemCall';

/** How far an export is, as far as Pelcro's list tells. */
type Progress = 'running' | 'finished' | 'untold';

/** An export that was requested and is waited for. */
interface RequestedExport {
	id: string;
	/** Asks how far the exports are. */
	status: PelcroRequest;
	/** Asks for the file. */
	download: PelcroRequest;
	/** Whether an answer to the download got lost, with which the file may have gone. */
	mayBeLost: boolean;
}

/** The export of an item, over the tries of a run. */
export interface ExportMemory {
	/** undefined where one is to be requested. */
	readonly id: string | undefined;
	/** @param id undefined where its file cannot be had any more */
	note: (id: string | undefined) => void;
}

const MINUTE_MS = 60_000;
/**
 * Requests an export, waits until it is ready, and fetches its file. The list of exports tells when that is
 * (reference: exports list, 'poll to check status'); where the list does not hold the export, the file is
 * asked for until it is there (404 until then).
 *
 * @param known the export of an earlier try, and where the one that is requested now is noted
 * @throws FieldError with the export's ID when it fails or takes longer than the user wants to wait;
 * otherwise as sendRequest, with the export's ID once there is one
 */
export async function exportAndWait(
	run: { session: Session; operation: PelcroOperation },
	call: Pick<ItemCall, 'request' | 'read'>,
	waiting: ExportWait,
	known: ExportMemory,
): Promise<Download> {
	const { session, operation } = run;
	const minutes = minutesToWait(call);
	// What the operation says about its file does not hold for the request that has it made.
	const order = { ...call.request, file: false, lostAdvice: undefined };
	const id = known.id ?? exportIdOf(await sendRequest(session, order));
	known.note(id);
	const { scope } = call.request;
	const requested: RequestedExport = {
		id,
		status: { method: 'GET', path: waiting.statusPath, scope },
		download: {
			method: 'GET',
			path: waiting.downloadPath.replace('{id}', encodeURIComponent(id)),
			// A shorter timeout would lose a large file for good.
			scope: { ...scope, timeoutMs: Math.max(scope?.timeoutMs ?? 0, DOWNLOAD_TIMEOUT_MS) },
			lostAdvice: operation.lostAdvice,
		},
		mayBeLost: false,
	};
	try {
		const download = await fetchWithin(session, requested, minutes * MINUTE_MS);
		if (download !== undefined) return download;
	} catch (error) {
		if (!isStillToBeHad(error, requested)) known.note(undefined);
		throw namingExport(error, id);
	}
	if (requested.mayBeLost) known.note(undefined);
	const lost = requested.mayBeLost ? `${operation.lostAdvice ?? ''} ` : '';
	throw new FieldError(
		`The export was not ready after ${minutes} minutes`,
		`${lost}Its ID is ${id}. Fetch it later with the operation Download, or raise Wait for File.`,
	);
}

/** Whether the export's file can be waited for by a further try. */
function isStillToBeHad(error: unknown, { mayBeLost }: RequestedExport): boolean {
	if (error instanceof NotSentError) return true;
	const passes = error instanceof PelcroRequestError && error.kind === 'passing';
	return passes && !error.outcomeUnknown && !mayBeLost;
}

/** Looks more and more seldom, and once more when the time is up. */
async function fetchWithin(
	session: Session,
	requested: RequestedExport,
	longestMs: number,
): Promise<Download | undefined> {
	const { clock } = session;
	const deadline = clock.now() + longestMs;
	let delayMs = EXPORT_POLL_FIRST_MS;
	for (let left = longestMs; left > 0; left = deadline - clock.now()) {
		await pause(session, Math.min(delayMs, left));
		delayMs = Math.min(delayMs * 1.5, EXPORT_POLL_LONGEST_MS);
		const progress = await progressOf(session, requested);
		const download = progress === 'running' ? undefined : await fetchIfReady(session, requested);
		if (download !== undefined) return download;
	}
	return undefined;
}

/** 404 means 'not ready'; a file that was fetched already answers 400. Reference: exports, download. */
async function fetchIfReady(
	session: Session,
	requested: RequestedExport,
): Promise<Download | undefined> {
	const { id, download } = requested;
	return await downloadFile(session, download, `export-${id}`).catch((refusal: unknown) => {
		if (!(refusal instanceof PelcroRequestError) || refusal.status !== 404) throw refusal;
		requested.mayBeLost ||= refusal.outcomeUnknown;
		return undefined;
	});
}

/**
 * The list only tells when to ask for the file: while Pelcro is in trouble it is asked again later, and where
 * it is refused, the file itself has to tell.
 */
async function progressOf(session: Session, { id, status }: RequestedExport): Promise<Progress> {
	const answer = await sendRequest(session, status).then(
		(body): Progress | { body: unknown } => ({ body }),
		withoutList,
	);
	return typeof answer === 'string' ? answer : progressIn(answer.body, id);
}

function withoutList(refusal: unknown): Progress {
	if (!(refusal instanceof PelcroRequestError) || refusal.status === 401) throw refusal;
	const { status } = refusal;
	return status === undefined || status === 429 || status >= 500 ? 'running' : 'untold';
}

function progressIn(body: unknown, id: string): Progress {
	const entry = findExport(body, id);
	if (entry === undefined) return 'untold';
	if (!isEmpty(entry.failed_reason)) {
		throw new FieldError(
			`Pelcro could not make the export: ${String(entry.failed_reason)}`,
			'Change what Pelcro names and request it again.',
		);
	}
	if (!('finished_at' in entry)) return 'untold';
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
	if (String(body.uuid) === id || String(body.id) === id) return body;
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
	if ((typeof id === 'string' && id !== '') || typeof id === 'number') return String(id);
	throw new FieldError(
		'Pelcro did not say which export it made',
		'Look for it with the operation Get Types, or in the email that Pelcro sends.',
	);
}

function minutesToWait({ read }: Pick<ItemCall, 'read'>): number {
	const entered = read('maximumWait');
	return isEmpty(entered) ? DEFAULT_EXPORT_WAIT_MINUTES : Number(entered);
}

/** Whatever goes wrong after the request, the export goes on at Pelcro and can be fetched by its ID. */
function namingExport(error: unknown, id: string): unknown {
	const name = `The ID of the export is ${id}.`;
	if (error instanceof FieldError) {
		return new FieldError(error.message, `${error.description} ${name}`);
	}
	if (!(error instanceof PelcroRequestError) || error instanceof NotSentError) return error;
	return retold(error, { description: `${error.description}\n${name}` });
}
