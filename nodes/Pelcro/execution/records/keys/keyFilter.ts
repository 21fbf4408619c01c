import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import type { Session } from '../../../../transport/account/session';
import { fetchPage } from '../../../../transport/lists/paging';
import { CANDIDATES_OF_A_KEY } from '../../../../transport/limits';
import { isDeleted } from './equality';
import type { RecordKey } from './keyIndex';
import { isRefusedValue } from './keyRefusal';
import { listKeyName, type RecordList } from './recordList';

/** A key that no record has: a list that hands out records for it does not filter. */
const VALUE_OF_NONE = 'no-record-has-this-key-7f3a91';

/** Asks lists for the records that have a key, by their filter. Reference: 'Sorting and filtering'. */
export class KeyFilter {
	/** Whether lists filter by an attribute. */
	private readonly proofs = new Map<string, Promise<boolean>>();

	constructor(private readonly session: Session) {}

	/**
	 * What a list gives for a key, but for records that were deleted: with a list that ignores the filter, any records.
	 *
	 * @returns undefined where the list refuses the filter, or a comma would end the value
	 * @throws as sendRequest
	 */
	async candidates(list: RecordList, key: RecordKey): Promise<IDataObject[] | undefined> {
		const { parameter, property, value } = key;
		if (parameter === undefined && value.includes(',')) return undefined;
		const filter = { [`filter[${property}]`]: `eq:${value}` };
		const query = parameter === undefined ? filter : { [parameter]: value };
		const page = fetchPage(this.session, { ...list, method: 'GET', query }, 1, CANDIDATES_OF_A_KEY);
		return await page.then(
			({ records }) => records.filter((record) => !isDeleted(record)),
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
	}

	/**
	 * Whether the list filters by this attribute: for a key of none it hands out nothing. Asked once.
	 *
	 * @throws as sendRequest
	 */
	async filtersBy(list: RecordList, key: RecordKey): Promise<boolean> {
		const name = listKeyName(this.session, list, key);
		const known = this.proofs.get(name);
		if (known !== undefined) return await known;
		const proof = this.candidates(list, { ...key, value: VALUE_OF_NONE }).then(
			(records) => records?.length === 0,
		);
		this.proofs.set(name, proof);
		proof.catch(() => this.proofs.delete(name));
		return await proof;
	}
}

/** For a list that does not filter by the key and does not show it. @param then what follows, and what to do */
export function notShown({ property, value }: RecordKey, then: string): FieldError {
	const name = property.replace(/_/g, ' ');
	return new FieldError(
		`Pelcro does not show which record has the ${name} '${value}'`,
		`Its list cannot be filtered by the ${name} and does not show it${then}`,
	);
}
