namespace Countersign.Storage.Azure.Values;

/// <summary>A row named a blob that is no longer there, because the row was replaced or removed after it was read.</summary>
internal sealed class ValueGoneException(string name) : Exception($"The blob '{name}' is gone.");
