using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>An operation of job documents.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Kind">The kind of job that does it.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">For people.</param>
/// <param name="DataSchema">JSON Schema (2020-12) of <c>payload.data</c>.</param>
public sealed record JobDocumentOperation(string Operation, string Kind, string Title, string Description, JsonElement DataSchema);
