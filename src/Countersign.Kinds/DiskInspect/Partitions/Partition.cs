namespace Countersign.Kinds.DiskInspect.Partitions;

/// <summary>One partition as its table describes it.</summary>
internal sealed record Partition
{
    /// <summary>From 1. As Linux counts: MBR logical partitions start at 5, GPT entries keep their place in the array.</summary>
    public required int Number { get; init; }

    /// <summary>MBR: two hex digits, such as <c>83</c>. GPT: the type GUID in lower case.</summary>
    public required string TypeId { get; init; }

    /// <summary>What the type id stands for; <c>unknown</c> when it is not a well-known one.</summary>
    public required string TypeName { get; init; }

    /// <summary>The name in a GPT entry; null in an MBR or when empty.</summary>
    public string? Name { get; init; }

    /// <summary>GPT: the partition GUID in lower case. MBR: disk id, dash, number as two hex digits, as Linux's PARTUUID.</summary>
    public required string Uuid { get; init; }

    /// <summary>MBR: marked active. GPT: the attribute "legacy BIOS bootable".</summary>
    public bool Bootable { get; init; }

    /// <summary>MBR only: <c>primary</c>, <c>extended</c> or <c>logical</c>.</summary>
    public string? Role { get; init; }

    public required long StartByte { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Names of the GPT attribute bits that are set.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    public IReadOnlyList<DiskProblem> Problems { get; init; } = [];

    /// <summary>First byte behind the partition.</summary>
    internal long EndByte => StartByte + SizeBytes;

    /// <summary>True for the container of logical partitions, which itself holds no file system.</summary>
    internal bool IsExtended => Role == "extended";
}
