const { PelcroApi } = require('./dist/credentials/PelcroApi.credentials.js');
const { Pelcro } = require('./dist/nodes/Pelcro/Pelcro.node.js');

const {
	PelcroChangesTrigger,
} = require('./dist/nodes/PelcroChangesTrigger/PelcroChangesTrigger.node.js');
const { PelcroTrigger } = require('./dist/nodes/PelcroTrigger/PelcroTrigger.node.js');

module.exports = { Pelcro, PelcroApi, PelcroChangesTrigger, PelcroTrigger };
