import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { scopeKey, type RequestScope } from '../../../../transport/account/scope';
import { CancelledError } from '../../../../transport/clock';
import { PAGES_IN_FLIGHT, NAMED_RECORDS } from '../../../../transport/limits';
import { inStretches } from '../../../../transport/stretch';
import { FieldError } from '../../../../common/fieldError';
import { isEmpty } from '../../values/isEmpty';
import { shown } from '../../values/refusal';
import { KeyFinder } from '../bulk/keyFinder';
import { textOf } from '../keys/equality';
import { KeyedIds } from './keyedIds';
import type { KeyChoice } from './keyChoice';

/** A key that items of the run choose a record by, and what was found for it. */
interface Wanted {
	choice: KeyChoice;
	scope: RequestScope;
	isAhead: boolean;
	ids?: readonly string[];
	error?: unknown;
}

/**
 * The records that the items of a run choose by email, name or another key, looked up for all items together before
 * the first is sent. A key is looked up once, however many items have it.
 */
export class ChosenRecords {
	private readonly wanted = new Map<string, Wanted>();

	constructor(private readonly session: Session) {}

	/**
	 * Says that an item chooses the record; call `find` when all have said so.
	 *
	 * @param isAhead whether it may be looked up with others in one call
	 */
	add(choice: KeyChoice, scope: RequestScope, isAhead: boolean): void {
		const name = this.nameOf(choice, scope);
		const known = this.wanted.get(name);
		if (known === undefined) this.wanted.set(name, { choice, scope, isAhead });
		else known.isAhead &&= isAhead;
	}

	/**
	 * Looks all up. A list that cannot be read is a failure of the items that need it.
	 *
	 * @throws CancelledError when the execution stops
	 */
	async find(): Promise<void> {
		const all = [...this.wanted.values()];
		await this.findAhead(all.filter(({ isAhead }) => isAhead));
		const left = all.filter(({ ids }) => ids === undefined);
		const ids = new KeyedIds(this.session, left.map(listAndKey));
		for (let next = 0; next < left.length; next += PAGES_IN_FLIGHT) {
			const together = left.slice(next, next + PAGES_IN_FLIGHT);
			await Promise.all(together.map(async (one) => await this.findAlone(ids, one)));
		}
	}

	/**
	 * The ID of the record that was chosen.
	 *
	 * @throws FieldError when none has the key, or several have it; whatever kept it from being looked up
	 */
	idOf(choice: KeyChoice, scope: RequestScope): string {
		const { ids = [], error } = this.wanted.get(this.nameOf(choice, scope)) ?? {};
		if (error !== undefined) throw error;
		const [only, ...others] = ids;
		if (only !== undefined && others.length === 0) return only;
		throw only === undefined ? matchesNone(choice) : matchesSeveral(choice, ids);
	}

	private async findAhead(together: readonly Wanted[]): Promise<void> {
		const { session } = this;
		const finder = new KeyFinder(session);
		await inStretches(together, session, (one) => finder.add(...listAndKey(one)));
		await finder.findAhead(false);
		await inStretches(together, session, (one) => {
			const found = finder.take(...listAndKey(one));
			if (found !== undefined) one.ids = idsOf(found.records);
		});
	}

	private async findAlone(ids: KeyedIds, one: Wanted): Promise<void> {
		await ids.find(...listAndKey(one)).then(
			(found) => {
				one.ids = found;
			},
			(error: unknown) => {
				if (error instanceof CancelledError) throw error;
				one.error = error;
			},
		);
	}

	private nameOf({ listPath, key }: KeyChoice, scope: RequestScope): string {
		const value = key.caseSensitive ? key.value : key.value.toLowerCase();
		return JSON.stringify([scopeKey(this.session, scope), listPath, key.property, value]);
	}
}

function listAndKey({ choice, scope }: Wanted): Parameters<KeyFinder['add']> {
	const { property, value, caseSensitive, parameter } = choice.key;
	return [
		{ path: choice.listPath, scope },
		{ property, value, caseSensitive, parameter },
	];
}

function idsOf(records: readonly IDataObject[]): string[] {
	return records.filter(({ id }) => !isEmpty(id)).map(({ id }) => textOf(id));
}

function matchesNone({ field, key }: KeyChoice): FieldError {
	const { one = 'record', several = 'records' } = field.chosenBy ?? {};
	return new FieldError(
		`'${field.displayName}': no ${one} has the ${key.words} ${shown(key.value)}`,
		`Check how it is written, and that the item’s site is the one that has the ${one}. Pelcro’s list of ${several} has none with it: create it first, or choose by ID.`,
	);
}

function matchesSeveral({ field, key }: KeyChoice, ids: readonly string[]): FieldError {
	const { several = 'records' } = field.chosenBy ?? {};
	const named = ids.slice(0, NAMED_RECORDS).join(', ');
	const more = ids.length > NAMED_RECORDS ? ' …' : '';
	return new FieldError(
		`'${field.displayName}': several ${several} have the ${key.words} ${shown(key.value)}`,
		`Choose the one that you mean by its ID. Their IDs: ${named}${more}.`,
	);
}
