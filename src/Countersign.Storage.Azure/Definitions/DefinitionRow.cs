using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Definitions;

/// <summary>A definition as a row: its sort is the partition, so that one walk lists a sort.</summary>
/// <remarks>
/// A property holds 64 KiB and a row 1 MiB, so the content stands in as many properties as it needs
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-limitations).
/// </remarks>
internal static class DefinitionRow
{
    private const int PartBytes = 60 * 1024;
    private const int MostParts = (DefinitionRecord.LongestContent + PartBytes - 1) / PartBytes;

    /// <summary>What lists are filtered and ordered by.</summary>
    public static readonly string[] ListColumns =
        [Columns.PartitionKey, Columns.RowKey, Columns.DefinitionId, Columns.Label, Columns.Search, Columns.CreatedAt];

    public static string Key(string id) => KeyText.Encode(id);

    /// <summary>Behind every definition's own row: no identifier's key begins so.</summary>
    public const string DueRows = "~due~";

    /// <summary>The key of the row that finds a definition by its due time.</summary>
    public static string DueKey(DateTimeOffset dueAt, string id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DueRows}{dueAt.UtcTicks:D19}~{Key(id)}");

    /// <summary>The row that finds the definition by its due time.</summary>
    public static TableEntity WriteDue(DefinitionRecord definition, DateTimeOffset dueAt) =>
        new(definition.Sort, DueKey(dueAt, definition.Id)) { [Columns.DefinitionId] = definition.Id };

    public static TableEntity Write(DefinitionRecord definition)
    {
        var row = new TableEntity(definition.Sort, Key(definition.Id))
        {
            [Columns.DefinitionId] = definition.Id,
            [Columns.Owner] = definition.Owner,
            [Columns.Name] = definition.Name,
            [Columns.Label] = definition.Label,
            [Columns.Search] = SearchText.Of(definition),
            [Columns.CreatedAt] = definition.CreatedAt,
            [Columns.UpdatedAt] = definition.UpdatedAt,
            [Columns.DueAt] = definition.DueAt,
        };
        var content = StoredJson.WriteDocument(definition.Content);
        if (content.Length > DefinitionRecord.LongestContent)
        {
            throw new ArgumentException(
                $"The {definition.Sort} '{definition.Id}' has {content.Length} bytes; allowed are {DefinitionRecord.LongestContent}.", nameof(definition));
        }

        for (var part = 0; part * PartBytes < content.Length; part++)
        {
            row[Part(part)] = content.AsSpan(part * PartBytes, Math.Min(PartBytes, content.Length - (part * PartBytes))).ToArray();
        }

        return row;
    }

    public static DefinitionRecord Read(TableEntity row) => new()
    {
        Sort = row.PartitionKey,
        Id = row.GetString(Columns.DefinitionId),
        Owner = row.GetString(Columns.Owner),
        Name = row.GetString(Columns.Name),
        Label = row.GetString(Columns.Label),
        CreatedAt = InstantOf(row, Columns.CreatedAt),
        UpdatedAt = InstantOf(row, Columns.UpdatedAt),
        DueAt = row.GetDateTimeOffset(Columns.DueAt),
        Content = StoredJson.ReadDocument(ReadContent(row)),
    };

    public static DateTimeOffset InstantOf(TableEntity row, string column) =>
        row.GetDateTimeOffset(column) ?? throw new InvalidDataException($"The definition '{row.RowKey}' has no {column}.");

    private static byte[] ReadContent(TableEntity row)
    {
        using var content = new MemoryStream();
        for (var part = 0; part < MostParts && row.GetBinary(Part(part)) is { } bytes; part++)
        {
            content.Write(bytes);
        }

        return content.ToArray();
    }

    private static string Part(int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Columns.Json}{part}");
}
