import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import { backOffDelay } from '../../../transport/failures/backOff';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { pause } from '../../../transport/halt';
import { DEFAULT_TIMEOUT_MS, LATE_CREATION_MS } from '../../../transport/limits';
import { recordOf } from '../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { FieldError } from '../../../common/fieldError';
import { isDataObject } from '../../../transport/dataObject';
import { ONCE_KEY } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import { onceKeyOf, type OnceCreation, type OnceKeys } from './onceKeys';

/** Longer keys may be more than Pelcro stores of a value. */
const LONGEST_KEY = 191;

/** A record, and whether the key is stored with it as far as Pelcro tells. */
export interface OnceResult {
	body: unknown;
	kept: boolean;
}

/**
 * Checks a key as it was entered.
 *
 * @throws FieldError when it is empty or too long: without it nobody could tell what was made before
 */
export function readOnceKey(entered: unknown): string {
	const key = isDataObject(entered) || Array.isArray(entered) ? '' : String(entered ?? '').trim();
	if (key === '') {
		throw new FieldError(
			"'Once Key' is empty",
			'Without it nobody can tell whether the record was made before. Check that the item has the data that the expression refers to, or remove the option.',
		);
	}
	if (key.length <= LONGEST_KEY) return key;
	throw new FieldError(
		`'Once Key' is longer than ${LONGEST_KEY} characters`,
		'Enter a shorter one, e.g. the number of the order.',
	);
}

/** The request with the key in the record's metadata. */
export function withOnceKey(request: PelcroRequest, key: string): PelcroRequest {
	const { metadata } = request.body ?? {};
	const own = isDataObject(metadata) ? metadata : {};
	return { ...request, body: { ...request.body, metadata: { ...own, [ONCE_KEY]: key } } };
}

/**
 * Creates a record unless one was made with the key: then that is the result. A lost answer is settled in the same
 * way. Nothing but this look keeps a second record from being made, so it is done only when a creation that is
 * late at Pelcro has come to its end.
 *
 * @throws as sendRequest; no outcome is unknown, unless Pelcro does not answer the look either
 */
export async function createByOnceKey(
	session: Session,
	creation: OnceCreation,
	keys: OnceKeys,
): Promise<OnceResult> {
	const earlier = await keys.find(creation);
	if (earlier !== undefined) return { body: earlier, kept: true };
	const request = withOnceKey(creation.request, creation.key);
	let lost: PelcroRequestError | undefined;
	for (let number = 1; number <= session.failureTries; number += 1) {
		const tried = await sendRequest(session, request).then(
			(body) => ({ body }),
			(error: unknown) => ({ error }),
		);
		if ('body' in tried) return await kept(session, creation, keys, tried.body);
		const { error } = tried;
		if (!(error instanceof PelcroRequestError)) throw error;
		// A refusal says that nothing was done; after a lost try that one may be why.
		if (!error.outcomeUnknown && lost === undefined) throw error;
		const failures = error.outcomeUnknown ? number : 0;
		const found = await lookAfter(session, creation, keys, failures).catch((failure: unknown) => {
			throw failure instanceof PelcroRequestError ? (lost ?? error) : failure;
		});
		if (found !== undefined) return { body: found, kept: true };
		if (!error.outcomeUnknown) throw error;
		lost = error;
		session.statistics.retries += 1;
	}
	throw notMade(lost);
}

/** @param failures how often the creation was lost; 0 when it was refused, which needs no waiting */
async function lookAfter(
	session: Session,
	creation: OnceCreation,
	keys: OnceKeys,
	failures: number,
): Promise<IDataObject | undefined> {
	if (failures > 0) {
		const timeoutMs = creation.request.scope?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		const late = Math.min(timeoutMs, LATE_CREATION_MS);
		await pause(session, late + backOffDelay(failures, session.random()));
	}
	return await keys.find(creation, true);
}

/** Some creations are not said to take metadata; where it did not come through, an update may store it. */
async function kept(
	session: Session,
	creation: OnceCreation,
	keys: OnceKeys,
	body: unknown,
): Promise<OnceResult> {
	const { key, list, lookup, request } = creation;
	const record = recordOf(body);
	keys.remember(creation, record.id);
	if (onceKeyOf(record) === key) return { body, kept: true };
	if (lookup.storedByUpdate !== true || isEmpty(record.id)) {
		return { body, kept: !Object.hasOwn(record, 'metadata') && lookup.guessed !== true };
	}
	const path = `${list.path}/${encodeURIComponent(String(record.id))}`;
	const metadata = { [ONCE_KEY]: key };
	const update = { method: 'PUT' as const, path, scope: request.scope, body: { metadata } };
	// The record is made; a mark that cannot be set is told, and does not fail the item.
	return await sendRequest(session, update).then(
		(updated) => ({ body: isEmpty(recordOf(updated).id) ? body : updated, kept: true }),
		(error: unknown) => {
			if (error instanceof PelcroRequestError) return { body, kept: false };
			throw error;
		},
	);
}

function notMade(lost: PelcroRequestError | undefined): Error {
	if (lost === undefined) return new Error('Nothing was sent');
	const { message, description, status } = lost;
	const told = `It was not carried out: after each try, Pelcro had no record with the Once Key.\n${description}`;
	return new PelcroRequestError(message, told, status, false);
}
