import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { USER_AGENT } from '../../nodes/transport/version';

it('the version that is told to Pelcro is the package’s', () => {
	const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
	const { name, version } = JSON.parse(text) as { name: string; version: string };
	expect(USER_AGENT).toBe(`${name}/${version}`);
});
