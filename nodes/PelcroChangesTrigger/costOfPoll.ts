import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { openSession } from '../transport/account/session';
import { fetchPage } from '../transport/lists/paging';
import { COMPARED_RECORDS } from '../transport/limits';
import { callsToRead } from '../transport/lists/overlappingPages';
import { explained } from './explained';
import { chosenList, chosenRequest, chosenWatch, editorReader } from './form/settings';

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
		const cost = onUpdates || onRemovals ? costOfAll(count) : costOfNewest(list.sortsById, count);
		return { results: [{ name: `${cost} The list has ${count} records now.`, value: 'now' }] };
	} catch (error) {
		throw explained(this.getNode(), error);
	}
}

/** A list that does not sort is read at both ends, and as a whole where neither has the newest. */
function costOfNewest(sortsById: boolean, count: number): string {
	const calls = callsToRead(count);
	if (sortsById || calls <= 1) return '1 call a poll.';
	return `2 calls a poll, or ${calls + 2} where Pelcro gives the list in no order.`;
}

function costOfAll(count: number): string {
	const calls = callsToRead(count);
	if (count > COMPARED_RECORDS)
		return `Too long: at most ${COMPARED_RECORDS} records can be compared.`;
	return calls === 1 ? '1 call a poll.' : `${calls} calls a poll.`;
}
