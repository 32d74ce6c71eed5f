namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>How much of a source is in one language.</summary>
internal sealed record LanguageSize(string Language, bool IsCode, int Files, long Bytes, int Physical, int Code, int Comment);
