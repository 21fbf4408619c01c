<?php

namespace App\Http;

use App\Contract;
use App\Models;
use App\Models\Record;
use App\State;
use Illuminate\Database\Eloquent\Builder;
use Illuminate\Http\Request;
use Illuminate\Routing\Controller;
use Illuminate\Support\Arr;
use Illuminate\Support\Str;
use Illuminate\Validation\Rule;

/** Answers every operation of the contract as a usual Laravel controller does: validate, ask Eloquent, give a resource. */
class RecordController extends Controller
{
    public function answer(Request $request)
    {
        $id = $request->route()->defaults['operation'];
        [$resource, $operation] = explode('.', $id);
        $input = $this->validated($request, $id);
        abort_unless((int) $request->input('site_id', 1001) === 1001, 403, 'This action is unauthorized.');
        $named = Str::camel($operation).Str::studly($resource);
        $common = Str::camel($operation);
        return match (true) {
            method_exists(Special::class, $named) => Special::$named($request, $input),
            method_exists($this, $common) => $this->$common($request, $resource, $input),
            default => throw new \LogicException("No answer is written for $id"),
        };
    }

    private function validated(Request $request, string $id): array
    {
        $rules = Contract::rules($id);
        foreach ($rules as $name => $ofName) {
            $rules[$name] = array_map(fn ($rule) => $this->ownLeftOut($rule, $request), $ofName);
        }

        return $request->validate($rules);
    }

    /** A record may keep its own unique value. */
    private function ownLeftOut($rule, Request $request)
    {
        if (! is_string($rule) || ! str_starts_with($rule, 'unique:')) {
            return $rule;
        }
        [$table, $column] = explode(',', substr($rule, strlen('unique:')));

        return Rule::unique($table, $column)->ignore($request->route('id'));
    }

    protected static function model(string $resource): Record
    {
        $class = Models\BY_RESOURCE[$resource];

        return new $class;
    }

    protected function list(Request $request, string $resource)
    {
        $query = self::model($resource)->newQuery();
        $this->filter($query, $request, $resource);
        foreach (array_filter(explode(',', (string) $request->query('sort', ''))) as $key) {
            $query->orderBy(ltrim($key, '-'), str_starts_with($key, '-') ? 'desc' : 'asc');
        }
        $query->orderBy('id');
        $size = (int) $request->query('limit', 10);
        $page = State::switch('lists') === 'cursor' ? $query->cursorPaginate($size) : $query->paginate($size);

        return RecordResource::collection($page);
    }

    private function filter(Builder $query, Request $request, string $resource): void
    {
        $asked = Arr::wrap($request->query('filter', []));
        if ($asked === [] || State::switch('filters') === 'ignored') {
            return;
        }
        $allowed = Contract::filters("$resource.list");
        foreach ($asked as $attribute => $value) {
            $isKnown = State::switch('filters') === 'any' || in_array($attribute, $allowed, true) || (str_starts_with($attribute, 'metadata.') && in_array('metadata.*', $allowed, true));
            if (! $isKnown || State::switch('filters') === 'refused') {
                abort(response()->json(['message' => "The filter $attribute is not supported."], State::switch('refused')));
            }
        }
        $query->where(fn (Builder $where) => $this->conditions($where, $asked));
    }

    private function conditions(Builder $where, array $asked): void
    {
        foreach ($asked as $attribute => $value) {
            preg_match('/^(?:(or)?(eq|like|has):)?(.*)$/s', (string) $value, $parts);
            [, $or, $operator, $values] = $parts;
            $column = str_replace('.', '->', $attribute);
            $where->where(function (Builder $one) use ($column, $operator, $values) {
                foreach (explode(',', $values) as $text) {
                    match ($operator) {
                        'like' => $one->orWhere($column, 'like', "%$text%"),
                        'has' => $one->orWhereNotNull("$column->$text"),
                        default => $one->orWhere($column, $text),
                    };
                }
            }, null, null, $or === 'or' ? 'or' : 'and');
        }
    }

    protected function get(Request $request, string $resource)
    {
        return RecordResource::one(self::model($resource)->newQuery()->findOrFail($request->route('id')));
    }

    protected function create(Request $request, string $resource, array $input)
    {
        $record = self::model($resource)->newQuery()->create(self::attributes($resource, $input));

        return RecordResource::one($record->refresh(), State::switch('created'));
    }

    protected function update(Request $request, string $resource, array $input)
    {
        $record = self::model($resource)->newQuery()->findOrFail($request->route('id'));
        $changes = self::attributes($resource, $input);
        if (array_key_exists('metadata', $changes)) {
            $merged = array_merge((array) $record->metadata, (array) $changes['metadata']);
            $changes['metadata'] = array_filter($merged, fn ($value) => $value !== null);
        }
        $record->update($changes);

        return RecordResource::one($record);
    }

    protected function updateLegacy(Request $request, string $resource, array $input)
    {
        return $this->update($request, $resource, $input);
    }

    protected function delete(Request $request, string $resource)
    {
        self::model($resource)->newQuery()->findOrFail($request->route('id'))->delete();

        return response()->noContent();
    }

    /** What of the validated input the kind's table has a column for; files by their name. */
    public static function attributes(string $resource, array $input): array
    {
        $known = array_filter(
            $input,
            fn ($name) => ! in_array($name, ['site_id', 'id'], true) && Record::hasColumn($resource, $name),
            ARRAY_FILTER_USE_KEY
        );

        return array_map(fn ($value) => $value instanceof \SplFileInfo ? $value->getClientOriginalName() : $value, $known);
    }
}
