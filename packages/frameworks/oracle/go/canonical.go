package main

import (
	"maps"
	"math"
	"math/big"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// canonical is a value with its type, so that two are equal when their JSON is:
//
//	["s", text]  ["n", decimal]  ["b", bool]  ["0", type]  ["?", type]  ["?", type, what is known of it]
//	["l", type, [item…]]  ["S", type, [item…]]  ["m", type, [[key, item]…]]  ["t", [item…]]  ["o", [[name, item]…]]
//
// The type of a collection is that of its elements; elements and entries come in cty's order. Marks are dropped.
func canonical(value cty.Value) any {
	ty := value.Type()
	switch {
	case !value.IsKnown():
		if known := refinements(value); len(known) > 0 {
			return []any{"?", typeOf(ty), known}
		}
		return []any{"?", typeOf(ty)}
	case value.IsNull():
		return []any{"0", typeOf(ty)}
	case ty == cty.String:
		return []any{"s", value.AsString()}
	case ty == cty.Number:
		return []any{"n", decimal(value)}
	case ty == cty.Bool:
		return []any{"b", value.True()}
	case ty.IsListType():
		return []any{"l", typeOf(ty.ElementType()), items(value)}
	case ty.IsSetType():
		return []any{"S", typeOf(ty.ElementType()), items(value)}
	case ty.IsMapType():
		return []any{"m", typeOf(ty.ElementType()), entries(value)}
	case ty.IsTupleType():
		return []any{"t", items(value)}
	case ty.IsObjectType():
		return []any{"o", entries(value)}
	}
	panic("no canonical form of " + ty.FriendlyName())
}

// decimal tells a number from every other one of 512 bits, whatever precision it was computed in.
func decimal(value cty.Value) string {
	number := value.AsBigFloat()
	if number.Prec() < 512 {
		number = new(big.Float).SetPrec(512).Set(number)
	}
	if number.Sign() == 0 {
		return "0"
	}
	return number.Text('f', -1)
}

func items(value cty.Value) []any {
	out := []any{}
	for it := value.ElementIterator(); it.Next(); {
		_, item := it.Element()
		out = append(out, canonical(item))
	}
	return out
}

func entries(value cty.Value) []any {
	out := []any{}
	for it := value.ElementIterator(); it.Next(); {
		key, item := it.Element()
		out = append(out, []any{key.AsString(), canonical(item)})
	}
	return out
}

// refinements says what is known of an unknown value: nn, it is not null; p, how a string begins; l, the least and the
// greatest length of a collection (null: none known); r, the least and the greatest number and whether they may be it.
func refinements(value cty.Value) map[string]any {
	known := map[string]any{}
	if value.Type() == cty.DynamicPseudoType {
		return known
	}
	within := value.Range()
	ty := value.Type()
	if within.DefinitelyNotNull() {
		known["nn"] = true
	}
	if ty == cty.String {
		if prefix := within.StringPrefix(); prefix != "" {
			known["p"] = prefix
		}
	}
	if ty.IsCollectionType() {
		least, greatest := within.LengthLowerBound(), within.LengthUpperBound()
		if greatest != math.MaxInt {
			known["l"] = []any{least, greatest}
		} else if least > 0 {
			known["l"] = []any{least, nil}
		}
	}
	if ty == cty.Number {
		least, closedBelow := within.NumberLowerBound()
		greatest, closedAbove := within.NumberUpperBound()
		if bounded(least) || bounded(greatest) {
			known["r"] = []any{bound(least), closedBelow, bound(greatest), closedAbove}
		}
	}
	return known
}

func bounded(value cty.Value) bool {
	return value.IsKnown() && !value.AsBigFloat().IsInf()
}

func bound(value cty.Value) any {
	if bounded(value) {
		return decimal(value)
	}
	return nil
}

func typeOf(ty cty.Type) any {
	switch {
	case ty == cty.DynamicPseudoType:
		return "any"
	case ty == cty.String:
		return "s"
	case ty == cty.Number:
		return "n"
	case ty == cty.Bool:
		return "b"
	case ty.IsListType():
		return []any{"l", typeOf(ty.ElementType())}
	case ty.IsSetType():
		return []any{"S", typeOf(ty.ElementType())}
	case ty.IsMapType():
		return []any{"m", typeOf(ty.ElementType())}
	case ty.IsTupleType():
		out := []any{}
		for _, item := range ty.TupleElementTypes() {
			out = append(out, typeOf(item))
		}
		return []any{"t", out}
	case ty.IsObjectType():
		out := []any{}
		for _, name := range slices.Sorted(maps.Keys(ty.AttributeTypes())) {
			out = append(out, []any{name, typeOf(ty.AttributeType(name))})
		}
		return []any{"o", out}
	}
	panic("no canonical form of " + ty.FriendlyName())
}
