package main

import "github.com/zclconf/go-cty/cty"

// valueOf reads what canonical writes.
func valueOf(form any) cty.Value {
	parts := form.([]any)
	switch parts[0] {
	case "s":
		return cty.StringVal(parts[1].(string))
	case "n":
		return cty.MustParseNumberVal(parts[1].(string))
	case "b":
		return cty.BoolVal(parts[1].(bool))
	case "0":
		return cty.NullVal(readType(parts[1]))
	case "?":
		value := cty.UnknownVal(readType(parts[1]))
		if len(parts) > 2 {
			value = refined(value, parts[2].(map[string]any))
		}
		return value
	case "l":
		if items := readItems(parts[2]); len(items) > 0 {
			return cty.ListVal(items)
		}
		return cty.ListValEmpty(readType(parts[1]))
	case "S":
		if items := readItems(parts[2]); len(items) > 0 {
			return cty.SetVal(items)
		}
		return cty.SetValEmpty(readType(parts[1]))
	case "m":
		if entries := readEntries(parts[2]); len(entries) > 0 {
			return cty.MapVal(entries)
		}
		return cty.MapValEmpty(readType(parts[1]))
	case "t":
		return cty.TupleVal(readItems(parts[1]))
	case "o":
		return cty.ObjectVal(readEntries(parts[1]))
	}
	panic("no such value")
}

func readItems(form any) []cty.Value {
	out := []cty.Value{}
	for _, item := range form.([]any) {
		out = append(out, valueOf(item))
	}
	return out
}

func readEntries(form any) map[string]cty.Value {
	out := map[string]cty.Value{}
	for _, entry := range form.([]any) {
		pair := entry.([]any)
		out[pair[0].(string)] = valueOf(pair[1])
	}
	return out
}

func refined(value cty.Value, known map[string]any) cty.Value {
	builder := value.Refine()
	if known["nn"] == true {
		builder = builder.NotNull()
	}
	if prefix, ok := known["p"].(string); ok {
		builder = builder.StringPrefixFull(prefix)
	}
	if length, ok := known["l"].([]any); ok {
		builder = builder.CollectionLengthLowerBound(int(length[0].(float64)))
		if greatest, ok := length[1].(float64); ok {
			builder = builder.CollectionLengthUpperBound(int(greatest))
		}
	}
	return builder.NewValue()
}

func readType(form any) cty.Type {
	switch form {
	case "any":
		return cty.DynamicPseudoType
	case "s":
		return cty.String
	case "n":
		return cty.Number
	case "b":
		return cty.Bool
	}
	parts := form.([]any)
	switch parts[0] {
	case "l":
		return cty.List(readType(parts[1]))
	case "S":
		return cty.Set(readType(parts[1]))
	case "m":
		return cty.Map(readType(parts[1]))
	case "t":
		items := []cty.Type{}
		for _, item := range parts[1].([]any) {
			items = append(items, readType(item))
		}
		return cty.Tuple(items)
	}
	attributes := map[string]cty.Type{}
	for _, entry := range parts[1].([]any) {
		pair := entry.([]any)
		attributes[pair[0].(string)] = readType(pair[1])
	}
	return cty.Object(attributes)
}
