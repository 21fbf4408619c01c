import type { PelcroResource } from '../../shared/types';
import { create } from './create';
import { download } from './download';
import { exportAndWait } from './exportAndWait';
import { getTypes } from './getTypes';

/** Reference: 'Exports'. */
export const exportFile: PelcroResource = {
	name: 'Export',
	value: 'export',
	description: 'A file with many records for reporting; for enterprise accounts',
	operations: [download, exportAndWait, getTypes, create],
};
