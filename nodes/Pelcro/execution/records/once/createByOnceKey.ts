import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { backOffDelay } from '../../../../transport/failures/backOff';
import { notCarriedOut } from '../../../../transport/failures/explain';
import { PelcroRequestError, retold } from '../../../../transport/failures/requestError';
import { pause } from '../../../../transport/halt';
import { LATE_CREATION_MS, LONGEST_ONCE_KEY } from '../../../../transport/limits';
import { recordOf } from '../../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import { FieldError } from '../../../../common/fieldError';
import { isDataObject } from '../../../../transport/dataObject';
import { ONCE_KEY } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';
import { refuseStandIn } from '../keys/standIns';
import { onceKeyOf, type OnceCreation, type OnceKeys } from './onceKeys';

/** A record, and whether the key is stored with it as far as Pelcro tells. */
export interface OnceResult {
	body: unknown;
	kept: boolean;
}

/**
 * Checks a key as it was entered.
 *
 * @throws FieldError when it is empty, stands for nothing or is too long: without it nobody could tell what was made before
 */
export function readOnceKey(entered: unknown): string {
	const key = isDataObject(entered) || Array.isArray(entered) ? '' : String(entered ?? '').trim();
	if (key === '') {
		throw new FieldError(
			"'Once Key' is empty",
			'Without it nobody can tell whether the record was made before. Check that the item has the data that the expression refers to, or remove the option.',
		);
	}
	refuseStandIn(key, 'Once Key');
	if (key.length <= LONGEST_ONCE_KEY) return key;
	throw new FieldError(
		`'Once Key' is longer than ${LONGEST_ONCE_KEY} characters`,
		'Enter a shorter one, e.g. the number of the order.',
	);
}

/** The request with the key in the record's metadata. */
export function withOnceKey(request: PelcroRequest, key: string): PelcroRequest {
	const { metadata } = request.body ?? {};
	const own = isDataObject(metadata) ? metadata : {};
	return { ...request, body: { ...request.body, metadata: { ...own, [ONCE_KEY]: key } } };
}

/** A creation by its key. */
export interface KeyedCreation extends OnceCreation {
	/** Makes the request whole, e.g. with what it takes from other records; called only where there is something to create. */
	complete: () => Promise<PelcroRequest>;
	/** What an earlier try of the run left open. */
	lostBefore?: PelcroRequestError;
}

/**
 * Creates a record unless one was made with the key: then that is the result. A lost answer is settled in the same
 * way. Nothing but this look keeps a second record from being made, so it is done only when a creation that is
 * late at Pelcro has come to its end.
 *
 * @throws as sendRequest; FieldError where Pelcro has shown that it does not store the key. No outcome is unknown, unless
 * Pelcro does not answer the look either, or may not have stored the key
 */
export async function createByOnceKey(
	session: Session,
	creation: KeyedCreation,
	keys: OnceKeys,
): Promise<OnceResult> {
	const { lostBefore } = creation;
	const earlier =
		lostBefore === undefined
			? await keys.find(creation)
			: await lookAfter(session, creation, keys, { failures: 1, lost: lostBefore });
	if (earlier !== undefined) return { body: earlier, kept: true };
	if (lostBefore !== undefined && keys.stores(creation) !== true) throw lostBefore;
	const make = async (): Promise<OnceResult> => {
		if (cannotKeep(creation, keys)) throw notKept();
		return await create(session, creation, keys);
	};
	// Whether Pelcro stores the key where that is a guess is known by the first creation that is made: so that is awaited.
	const isKnown = (): boolean => keys.stores(creation) !== undefined;
	return await keys.first.run(keys.listName(creation), isKnown, make);
}

async function create(
	session: Session,
	creation: KeyedCreation,
	keys: OnceKeys,
): Promise<OnceResult> {
	const whole = await creation.complete();
	let lost = creation.lostBefore;
	for (let number = 1; number <= session.failureTries; number += 1) {
		const request = keys.isRefused(creation) ? whole : withOnceKey(whole, creation.key);
		const tried = await sendRequest(session, request).then(
			(body) => ({ body }),
			(error: unknown) => ({ error }),
		);
		if ('body' in tried) return await kept(session, creation, keys, tried.body);
		const { error } = tried;
		if (!(error instanceof PelcroRequestError)) throw error;
		if (isRefusedKey(creation, error) && !keys.isRefused(creation)) {
			keys.refuse(creation);
			if (cannotKeep(creation, keys)) throw notKept();
			continue;
		}
		// A refusal says that nothing was done; after a lost try that one may be why.
		if (!error.outcomeUnknown && lost === undefined) throw error;
		const failures = error.outcomeUnknown ? number : 0;
		const found = await lookAfter(session, creation, keys, { failures, lost: lost ?? error });
		if (found !== undefined) {
			keys.note(creation, true);
			return { body: found, kept: true };
		}
		// Where the key may not be stored, that no record has it says nothing.
		if (!error.outcomeUnknown || keys.stores(creation) !== true) throw error;
		lost = error;
		session.statistics.retries += 1;
	}
	throw notMade(lost);
}

/** Whether Pelcro takes no metadata where that it does was a guess. */
function isRefusedKey(
	{ lookup }: OnceCreation,
	{ outcomeUnknown, fieldErrors }: PelcroRequestError,
): boolean {
	const named = Object.keys(fieldErrors).some((name) => name.split('.')[0] === 'metadata');
	return lookup.guessed === true && !outcomeUnknown && named;
}

/** Whether Pelcro has shown that it stores no key, neither with a creation nor by an update. */
function cannotKeep(creation: OnceCreation, keys: OnceKeys): boolean {
	const { guessed, storedByUpdate } = creation.lookup;
	return guessed === true && storedByUpdate !== true && keys.stores(creation) === false;
}

function notKept(): FieldError {
	return new FieldError(
		'Pelcro does not store the Once Key of what is created here, so this item was not sent',
		'Pelcro has shown so, and without the key a second run would make it again. Remove the option, and look yourself that nothing is made twice.',
	);
}

/**
 * Looks once more for a creation whose answer was lost.
 *
 * @param failures how often it was lost; 0 when it was refused, which needs no waiting
 * @throws the lost call's error when the look fails as well: what became of that call is what matters
 */
async function lookAfter(
	session: Session,
	creation: OnceCreation,
	keys: OnceKeys,
	{ failures, lost }: { failures: number; lost: PelcroRequestError },
): Promise<IDataObject | undefined> {
	const delayMs = LATE_CREATION_MS + backOffDelay(failures, session.random());
	try {
		if (failures > 0) await pause(session, delayMs);
		return await keys.find(creation, true);
	} catch (failure) {
		throw failure instanceof PelcroRequestError || failure instanceof FieldError ? lost : failure;
	}
}

/** Some creations are not said to take metadata; where it did not come through, an update may store it. */
async function kept(
	session: Session,
	creation: OnceCreation,
	keys: OnceKeys,
	body: unknown,
): Promise<OnceResult> {
	const { key, lookup } = creation;
	const record = recordOf(body);
	keys.remember(creation, record.id);
	const isKept = onceKeyOf(record) === key;
	// Only where the key is said to be stored may an answer leave the metadata out.
	const isUntold = !Object.hasOwn(record, 'metadata') && lookup.guessed !== true;
	if (!isUntold) keys.note(creation, isKept);
	if (isKept || isUntold) return { body, kept: true };
	if (lookup.storedByUpdate !== true || isEmpty(record.id)) return { body, kept: false };
	return await storedByUpdate(session, creation, record);
}

/** The record is made, so a run that has failed meanwhile marks it all the same; a mark that cannot be set is told. */
async function storedByUpdate(
	session: Session,
	{ key, list, request }: OnceCreation,
	record: IDataObject,
): Promise<OnceResult> {
	const path = `${list.path}/${encodeURIComponent(String(record.id))}`;
	const metadata = { [ONCE_KEY]: key };
	const update = { method: 'PUT' as const, path, scope: request.scope, body: { metadata } };
	return await sendRequest({ ...session, halt: undefined }, update).then(
		(updated) => ({ body: isEmpty(recordOf(updated).id) ? { data: record } : updated, kept: true }),
		(error: unknown) => {
			if (error instanceof PelcroRequestError) return { body: { data: record }, kept: false };
			throw error;
		},
	);
}

function notMade(lost: PelcroRequestError | undefined): Error {
	if (lost === undefined) return new Error('Nothing was sent');
	const known = notCarriedOut(lost);
	const told = `It was not carried out: after each try, Pelcro had no record with the Once Key.\n${known.description}`;
	return retold(known, { description: told });
}
