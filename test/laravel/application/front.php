<?php

/**
 * The front file: every request to the web server comes here, as in a fresh Laravel. What the application saw of the
 * request, that is after its middleware, is noted in the journal.
 */

use App\Journal;
use Illuminate\Contracts\Http\Kernel;
use Illuminate\Http\Request;

$app = require __DIR__.'/application.php';

$kernel = $app->make(Kernel::class);
$request = Request::capture();
$response = $kernel->handle($request);
Journal::note($request, $response);
$lost = App\State::file('lose-next-answer');
if ($request->isMethod('POST') && is_file($lost)) {
    unlink($lost);
    $response = new Illuminate\Http\Response('Bad Gateway', 502);
}
$response->send();
$kernel->terminate($request, $response);
