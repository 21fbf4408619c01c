<?php

namespace App;

use App\Http\RecordController;
use Illuminate\Cache\RateLimiting\Limit;
use Illuminate\Http\Resources\Json\JsonResource;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\RateLimiter;
use Illuminate\Support\Facades\Route;
use Illuminate\Support\ServiceProvider;

/** Routes, key, limit and database of the application. */
class Provider extends ServiceProvider
{
    private const PREFIX = 'api/v1/core';

    public function boot()
    {
        if (! State::switch('wrapped')) {
            JsonResource::withoutWrapping();
        }
        Auth::viaRequest('key', fn ($request) => $request->bearerToken() === State::switch('apiKey')
            ? new \Illuminate\Auth\GenericUser(['id' => 1])
            : null);
        RateLimiter::for('api', function () {
            $throttle = State::switch('throttle');

            return $throttle === null
                ? Limit::none()
                : (new Limit('account', $throttle['limit'], $throttle['seconds'] / 60));
        });
        DB::connection()->getPdo()->sqliteCreateCollation('pelcro', self::collation());
        $this->mapRoutes();
    }

    /** Compares texts as MySQL's usual collation does: without case, accents and trailing blanks. */
    private static function collation(): callable
    {
        $collator = new \Collator('root');
        $collator->setStrength(\Collator::PRIMARY);

        return fn ($a, $b) => $collator->compare(rtrim((string) $a, ' '), rtrim((string) $b, ' '));
    }

    private function mapRoutes()
    {
        Route::middleware(['api', 'auth:api'])->prefix(self::PREFIX)->group(function () {
            foreach (Contract::operations() as ['id' => $id, 'method' => $method, 'path' => $path]) {
                if (in_array($id, State::switch('missing'), true)) {
                    continue;
                }
                Route::match([strtoupper($method)], $path, [RecordController::class, 'answer'])->defaults('operation', $id);
            }
        });
        if (State::switch('loginPage')) {
            Route::get('login', fn () => '<h1>Log in</h1>')->name('login');
            Route::getRoutes()->refreshNameLookups();
        }
    }
}
