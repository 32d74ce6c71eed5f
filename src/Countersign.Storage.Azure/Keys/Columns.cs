namespace Countersign.Storage.Azure.Keys;

/// <summary>The columns of the tables; part of the store's format.</summary>
internal static class Columns
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";

    /// <summary>A value as UTF-8 JSON, in the row.</summary>
    public const string Json = "Json";

    /// <summary>The name of the blob that holds the value instead.</summary>
    public const string Blob = "Blob";

    public const string JobId = "JobId";
    public const string FirstSeq = "FirstSeq";
    public const string LastSeq = "LastSeq";
    public const string Generation = "Generation";
    public const string CardMark = "CardMark";
    public const string StatusMark = "StatusMark";
    public const string OwedMark = "OwedMark";
    public const string InputApart = "InputApart";
    public const string Writes = "Writes";
    public const string Removing = "Removing";

    public const string Kind = "Kind";
    public const string Owner = "Owner";
    public const string TaskId = "TaskId";
    public const string Tags = "Tags";
    public const string Search = "Search";

    /// <summary>How long a job took, in milliseconds.</summary>
    public const string Took = "Took";

    public const string DefinitionId = "DefinitionId";
    public const string Label = "Label";
    public const string UpdatedAt = "UpdatedAt";
    public const string DueAt = "DueAt";

    public const string Name = "Name";
    public const string Size = "Size";
    public const string Sha256 = "Sha256";
    public const string CreatedAt = "CreatedAt";
}
