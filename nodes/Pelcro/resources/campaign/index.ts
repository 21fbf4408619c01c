import type { PelcroResource } from '../../shared/types';
import { runReport } from './runReport';

/** Reference: 'Campaigns'. */
export const campaign: PelcroResource = {
	name: 'Campaign',
	value: 'campaign',
	description: 'An email campaign and what became of its runs',
	operations: [runReport],
};
