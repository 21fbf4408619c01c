import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { openSession } from '../transport/account/session';
import { fetchPage } from '../transport/lists/paging';
import { MAX_PAGE_SIZE } from '../transport/limits';
import { explained } from './explained';
import { chosenList, chosenRequest, chosenWatch, editorReader } from './form/settings';
import { MOST_RECORDS } from '../common/reading/pelcroList';

/** Says what a poll costs at the present size of the chosen list, with one call. */
export async function costOfPoll(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	try {
		const read = editorReader(this);
		const list = chosenList(read);
		const request = chosenRequest(read, list, this.getTimezone());
		const { onUpdates, onRemovals } = chosenWatch(read, '');
		const session = await openSession(this);
		const { total, lastPage, records } = await fetchPage(session, request, 1, 1);
		const count = total ?? lastPage ?? records.length;
		const cost = onUpdates || onRemovals ? costOfAll(count) : costOfNewest(list.sortsById);
		return { results: [{ name: `${cost} The list has ${count} records now.`, value: 'now' }] };
	} catch (error) {
		throw explained(this.getNode(), error);
	}
}

function costOfNewest(sortsById: boolean): string {
	return sortsById ? '1 call a poll.' : '2 calls a poll.';
}

function costOfAll(count: number): string {
	const calls = Math.max(1, Math.ceil(count / MAX_PAGE_SIZE));
	if (count > MOST_RECORDS) return `Too long: at most ${MOST_RECORDS} records can be compared.`;
	return calls === 1 ? '1 call a poll.' : `${calls} calls a poll.`;
}
