import { withYesNo } from '../yesNo';
import type { ListReader } from './listReader';

/**
 * The list with every yes or no as true or false: Pelcro writes both in several forms, and a record in which only the
 * form is another has not changed. Reference: amendments, 4.
 */
export function inOneForm(reader: ListReader): ListReader {
	return {
		...reader,
		page: async (number, size) => {
			const page = await reader.page(number, size);
			return { ...page, records: page.records.map(withYesNo) };
		},
		all: async () => (await reader.all()).map(withYesNo),
	};
}
