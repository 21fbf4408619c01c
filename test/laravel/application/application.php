<?php

/** Makes the application: Debian's Laravel, the classes beside this file, and the state's folder as its storage. */

use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel;
use Illuminate\Foundation\Application;

require_once 'Illuminate/autoload.php';

spl_autoload_register(function (string $class) {
    $file = __DIR__.'/'.str_replace('\\', '/', substr($class, strlen('App\\'))).'.php';
    if (str_starts_with($class, 'App\\') && is_file($file)) {
        require_once $file;
    }
});
require_once __DIR__.'/Models/all.php';

$app = new Application(__DIR__);
$app->useStoragePath(App\State::folder());
$app->instance('path.lang', __DIR__.'/lang');
$app->singleton(Kernel::class, App\Http\Kernel::class);
$app->singleton(Illuminate\Contracts\Console\Kernel::class, Illuminate\Foundation\Console\Kernel::class);
$app->singleton(ExceptionHandler::class, App\Exceptions\Handler::class);

return $app;
