using System.Globalization;
using System.Net.Http.Headers;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Kinds;
using Countersign.Server.Activities;
using Countersign.Server.Ports;

namespace Countersign.Server.Artifacts;

/// <summary>What one run of a step saves, until its end adds all of it to the job.</summary>
/// <param name="run">The run.</param>
/// <param name="before">How many artifacts the job has already.</param>
/// <param name="store">Where the bytes go.</param>
/// <param name="limits">The largest file.</param>
internal sealed class StepArtifacts(StepRun run, int before, IArtifactStore store, LimitsOptions limits) : IArtifacts
{
    /// <summary>The most files of one job, all attempts counted.</summary>
    public const int MaxPerJob = 100;

    private const int LongestContentType = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredArtifact> _saved = new(StringComparer.Ordinal);
    private bool _ended;

    public async Task<ArtifactEntry> SaveAsync(string name, string contentType, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        CheckName(name);
        CheckContentType(contentType);
        lock (_lock)
        {
            CheckMayAdd(name);
        }

        var stored = await StoreAsync(name, content, cancellationToken);
        var artifact = new StoredArtifact(
            stored.ContentId, run.Plan.Version, run.Step.Id, run.Attempt, name, contentType, stored.Size, stored.Sha256);
        await DiscardAsync(Add(artifact, out var refusal) ?? (refusal is null ? null : artifact));
        return refusal is null ? artifact.ToEntry() : throw refusal;
    }

    /// <summary>What was saved, by name; nothing can be added any more.</summary>
    public IReadOnlyList<StoredArtifact> End()
    {
        lock (_lock)
        {
            _ended = true;
            return [.. _saved.Values.OrderBy(artifact => artifact.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes everything back, for a run whose end is not stored.</summary>
    public async Task DiscardAsync()
    {
        foreach (var artifact in End())
        {
            await DiscardAsync(artifact);
        }
    }

    private async Task<StoredContent> StoreAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SaveAsync(run.Job.JobId, content, limits.MaxArtifactBytes, cancellationToken)
                ?? throw new WorkFailedException(
                    ErrorCodes.ArtifactTooLarge,
                    string.Create(CultureInfo.InvariantCulture, $"The artifact '{name}' is too large; allowed are {limits.MaxArtifactBytes} bytes (Limits:MaxArtifactBytes)."));
        }
        catch (StoreUnavailableException exception)
        {
            throw new WorkFailedException(
                ErrorCodes.ServiceUnavailable, $"The artifact '{name}' could not be stored right now.", retryable: true, inner: exception);
        }
    }

    /// <returns>What it takes the place of; null when there was nothing of its name.</returns>
    private StoredArtifact? Add(StoredArtifact artifact, out Exception? refusal)
    {
        lock (_lock)
        {
            try
            {
                CheckMayAdd(artifact.Name);
            }
            catch (Exception exception) when (exception is WorkFailedException or InvalidOperationException)
            {
                refusal = exception;
                return null;
            }

            refusal = null;
            var replaced = _saved.GetValueOrDefault(artifact.Name);
            _saved[artifact.Name] = artifact;
            return replaced;
        }
    }

    private void CheckMayAdd(string name)
    {
        if (_ended)
        {
            throw new InvalidOperationException($"Step '{run.Step.Id}' has ended; the artifact '{name}' comes too late.");
        }

        if (!_saved.ContainsKey(name) && before + _saved.Count >= MaxPerJob)
        {
            throw new WorkFailedException(
                ErrorCodes.TooManyArtifacts,
                string.Create(CultureInfo.InvariantCulture, $"The artifact '{name}' is one too many; a job may have {MaxPerJob}, those of failed attempts included."));
        }
    }

    private static void CheckName(string name)
    {
        if (!ArtifactNames.IsValid(name))
        {
            throw new WorkFailedException(
                ErrorCodes.ArtifactNameInvalid,
                $"'{name}' cannot name an artifact; allowed is a plain file name: {ArtifactNames.Pattern}.");
        }
    }

    private static void CheckContentType(string contentType)
    {
        if (contentType is not { Length: <= LongestContentType } || !contentType.All(char.IsAscii) || !MediaTypeHeaderValue.TryParse(contentType, out _))
        {
            throw new ArgumentException($"'{contentType}' is no media type of at most {LongestContentType} characters.", nameof(contentType));
        }
    }

    // The store clears away what cannot be taken back now.
    private async Task DiscardAsync(StoredArtifact? artifact)
    {
        try
        {
            if (artifact is not null)
            {
                await store.DiscardAsync(run.Job.JobId, artifact.ContentId, CancellationToken.None);
            }
        }
        catch (StoreUnavailableException)
        {
            // Nothing shows it.
        }
    }
}
