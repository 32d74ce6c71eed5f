namespace Countersign.Cli.Run;

/// <summary>What <c>countersign run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    public required string Kind { get; init; }

    /// <summary>A file with the kind's input, or <c>-</c> for standard input.</summary>
    public string? InputFile { get; init; }

    public string? Image { get; init; }

    public string? Format { get; init; }

    public string? Checksum { get; init; }

    public CleanupOptions Cleanup { get; init; } = new(null, null, null, null, null, null);

    public GenerationOptions Generation { get; init; } = new(null, null, []);

    public AgentOptions Agent { get; init; } = new(null, null);

    public string? Name { get; init; }

    public string? JobId { get; init; }

    /// <summary>How long the plan waits for a decision, in seconds.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>How long to wait for the job's end; zero only submits it, null waits for as long as it takes.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Answers yes without asking.</summary>
    public bool Approve { get; init; }

    /// <summary>Print the result document alone.</summary>
    public bool Json { get; init; }

    /// <summary>A running server; null starts one inside the command.</summary>
    public Uri? Server { get; init; }

    /// <summary>What identifies the person to the server; null where nobody has to.</summary>
    public string? ApiKey { get; init; }

    public required string DataFolder { get; init; }

    public string? ConfigFile { get; init; }
}
