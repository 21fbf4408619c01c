<?php

namespace App;

/** The reference's endpoints as routes and Laravel rules. */
final class Contract
{
    /** @return list<array{id: string, method: string, path: string, operation: array}> static paths before `{id}` */
    public static function operations(): array
    {
        static $operations = null;
        if ($operations !== null) {
            return $operations;
        }
        $document = json_decode(file_get_contents(getenv('PELCRO_CONTRACT')), true);
        $operations = [];
        foreach ($document['paths'] as $path => $methods) {
            foreach ($methods as $method => $operation) {
                $id = $operation['operationId'];
                $operations[] = compact('id', 'method', 'path', 'operation');
            }
        }
        usort($operations, fn ($a, $b) => substr_count($a['path'], '{') <=> substr_count($b['path'], '{'));

        return $operations;
    }

    public static function operation(string $id): array
    {
        foreach (self::operations() as $one) {
            if ($one['id'] === $id) {
                return $one['operation'];
            }
        }
        throw new \LogicException("No operation $id");
    }

    /** Body fields of an operation as JSON Schema, by name. */
    public static function fields(string $id): array
    {
        return self::bodySchema($id)['properties'] ?? [];
    }

    /** Attributes by which a list can be filtered, `metadata.*` for any key of the metadata. */
    public static function filters(string $id): array
    {
        $operation = self::operation($id);
        $names = [];
        foreach ($operation['parameters'] ?? [] as ['name' => $name]) {
            if (preg_match('/^filter\[(.+)\]$/', $name, $match)) {
                $names[] = $match[1];
            }
        }
        foreach (array_keys($operation['x-query-patterns'] ?? []) as $pattern) {
            $names[] = str_contains($pattern, 'metadata\\.') ? 'metadata.*' : $pattern;
        }

        return $names;
    }

    /** Rules of a request in Laravel's words, of query and body alike: Laravel reads both as one input. */
    public static function rules(string $id): array
    {
        $operation = self::operation($id);
        $rules = [];
        foreach ($operation['parameters'] ?? [] as $parameter) {
            if ($parameter['in'] === 'query' && ! str_contains($parameter['name'], '[')) {
                $rules += self::rulesOf($parameter['name'], $parameter['schema'], $parameter['required'] ?? false, false);
            }
        }
        $body = self::bodySchema($id);
        $alternatives = self::alternatives($body);
        foreach ($body['properties'] ?? [] as $name => $schema) {
            $required = in_array($name, $body['required'] ?? [], true);
            // which numbers may be null, the contract says
            $isText = ((array) ($schema['type'] ?? [])) === ['string'];
            $own = self::rulesOf($name, $schema, $required, $isText && State::switch('nullable'));
            if (isset($alternatives[$name])) {
                // in the place of 'sometimes', which would let the rules of what was not sent rest
                $own[$name][0] = 'required_without_all:'.implode(',', $alternatives[$name]);
            }
            $rules = array_merge($rules, $own);
        }
        foreach ((self::UNIQUE[$id] ?? []) + (self::EXISTING[$id] ?? []) as $name => $rule) {
            $rules[$name][] = $rule;
        }

        return $rules;
    }

    /** Unique attributes, `<table>.<column>`; the record itself is left out of an update by the controller. */
    private const UNIQUE = [
        'customers.create' => ['email' => 'unique:customers,email', 'old_provider_id' => 'unique:customers,old_provider_id'],
        'customers.update' => ['email' => 'unique:customers,email', 'old_provider_id' => 'unique:customers,old_provider_id'],
        'addresses.create' => ['old_provider_id' => 'unique:addresses,old_provider_id'],
        'coupons.create' => ['code' => 'unique:coupons,code'],
        'coupons.update' => ['code' => 'unique:coupons,code'],
        'plans.create' => ['old_provider_id' => 'unique:plans,old_provider_id'],
        'products.create' => ['old_provider_id' => 'unique:products,old_provider_id'],
        'vendors.create' => ['email' => 'unique:vendors,email'],
        'webhooks.create' => ['url' => 'unique:webhooks,url'],
    ];

    /** Records that have to be there. */
    private const EXISTING = [
        'orders.create' => ['items.*.sku_id' => 'exists:skus,id'],
    ];

    private static function bodySchema(string $id): array
    {
        $content = self::operation($id)['requestBody']['content'] ?? [];

        return ($content['multipart/form-data'] ?? $content['application/json'] ?? [])['schema'] ?? [];
    }

    /** For each field of which one of several must be sent: the others. */
    private static function alternatives(array $body): array
    {
        $found = [];
        foreach ($body['allOf'] ?? [] as $group) {
            $names = array_map(fn ($one) => $one['required'][0], $group['anyOf'] ?? []);
            foreach ($names as $name) {
                $found[$name] = array_values(array_diff($names, [$name]));
            }
        }

        return $found;
    }

    private static function rulesOf(string $name, array $schema, bool $required, bool $nullable): array
    {
        $types = (array) ($schema['type'] ?? []);
        $isNullable = in_array('null', $types, true) || ($nullable && ! $required);
        $own = [$required ? 'required' : 'sometimes', ...($isNullable ? ['nullable'] : [])];
        $rules = [$name => [...$own, ...self::valueRules($schema, array_values(array_diff($types, ['null'])))]];
        if (isset($schema['items'])) {
            $rules += self::rulesOf("$name.*", $schema['items'], false, false);
        }
        foreach ($schema['properties'] ?? [] as $inner => $one) {
            $needed = in_array($inner, $schema['required'] ?? [], true);
            $ofInner = self::rulesOf("$name.$inner", $one, $needed, $nullable);
            if ($needed && ! str_ends_with($name, '*')) {
                // 'required' alone would hold where the object is not sent at all
                $ofInner["$name.$inner"][0] = "required_with:$name";
            }
            $rules += $ofInner;
        }

        return $rules;
    }

    private static function valueRules(array $schema, array $types): array
    {
        $rules = match (true) {
            isset($schema['contentMediaType']) => ['file'],
            $types === ['string'] => self::textRules($schema),
            $types === ['integer'] => ['integer'],
            $types === ['number'] => ['numeric'],
            in_array('boolean', $types, true) => ['boolean'],
            $types !== [] && array_diff($types, ['array', 'object']) === [] => ['array'],
            default => [],
        };
        foreach (['minLength' => 'min', 'maxLength' => 'max', 'minimum' => 'min', 'maximum' => 'max', 'minItems' => 'min'] as $keyword => $rule) {
            if (isset($schema[$keyword]) && $rules !== []) {
                $rules[] = "$rule:{$schema[$keyword]}";
            }
        }
        if (isset($schema['exclusiveMinimum'])) {
            $rules[] = "gt:{$schema['exclusiveMinimum']}";
        }
        if (isset($schema['enum']) && ! in_array('boolean', $types, true)) {
            $rules[] = 'in:'.implode(',', array_map(fn ($value) => json_decode(json_encode($value)), $schema['enum']));
        }
        if (isset($schema['pattern'])) {
            $rules[] = "regex:~{$schema['pattern']}~u";
        }

        return $rules;
    }

    private static function textRules(array $schema): array
    {
        $formats = [
            'email' => 'email:rfc',
            'date' => 'date_format:Y-m-d',
            'uuid' => 'uuid',
            'uri' => 'url',
            'ipv4' => 'ip',
        ];

        return ['string', ...array_values(array_intersect_key($formats, [$schema['format'] ?? '' => true]))];
    }
}
