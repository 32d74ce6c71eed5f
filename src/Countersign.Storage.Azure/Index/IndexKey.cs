namespace Countersign.Storage.Azure.Index;

/// <summary>The place of one index row.</summary>
internal readonly record struct IndexKey(string Partition, string Row);
