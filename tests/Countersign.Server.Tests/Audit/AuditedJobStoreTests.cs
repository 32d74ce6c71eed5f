using Countersign.Contracts.Events;
using Countersign.Contracts.Proof;
using Countersign.Server.Audit;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Testing;
using Moq;
using Xunit;

namespace Countersign.Server.Tests.Audit;

public sealed class AuditedJobStoreTests : IDisposable
{
    private readonly HookedSigner _signer = new();
    private readonly Signatures _signatures;
    private readonly DecisionSignatures _decisions;
    private readonly OneJobStore _inner = new(new JobBuilder("job").Build());
    private readonly AuditedJobStore _jobs;

    public AuditedJobStoreTests()
    {
        _signatures = new Signatures(_signer);
        _decisions = new DecisionSignatures(_signatures);
        var host = new HostAudit(Mock.Of<IAuditLog>(), _signer, TimeProvider.System);
        _jobs = new AuditedJobStore(_inner, _decisions, host, new AuditCheckpoints(host, _signatures));
    }

    public void Dispose()
    {
        _signatures.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Decision_IsStoredSigned_WithARowThatNamesItsSignature()
    {
        await DecideAsync(record => Approval(record, "user:ann", JobBuilder.Epoch));

        var change = Assert.Single(_inner.Changes);
        Assert.Null(await _decisions.CheckAsync(change.Decision!, CancellationToken.None));
        var row = AuditChain.Read("job", Assert.Single(change.Audit).Content.Span);
        Assert.Equal(("approved", "user:ann", 1L), (row.Act, row.Actor, row.Seq));
        Assert.Equal(
            Contracts.Hashing.Digest.Of(System.Text.Encoding.ASCII.GetBytes(change.Decision!.Signature!)), row.Data.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task Decision_ThatBecameAnotherWhileItWasSigned_IsSignedAgain()
    {
        _signer.Meanwhile = made => _inner.Record = made == 0 ? _inner.Record with { MaxRounds = 7 } : _inner.Record;

        await DecideAsync(record => Approval(record, record.MaxRounds == 7 ? "user:bob" : "user:ann", JobBuilder.Epoch));

        Assert.Equal((2, "user:bob"), (_signer.Signatures, Assert.Single(_inner.Changes).Decision!.Actor));
        Assert.Null(await _decisions.CheckAsync(_inner.Changes[0].Decision!, CancellationToken.None));
    }

    [Fact]
    public async Task Decision_ThatIsNoneAnyMoreOnceItIsSigned_IsNotStored()
    {
        _signer.Meanwhile = _ => _inner.Record = _inner.Record with { MaxRounds = 7 };

        var outcome = await _jobs.UpdateAsync(
            "job",
            record => record.MaxRounds == 7 ? new JobUpdate<string>("too late") : new JobUpdate<string>("decided", Approval(record, "user:ann", JobBuilder.Epoch)),
            CancellationToken.None);

        Assert.Equal("too late", outcome);
        Assert.Empty(_inner.Changes);
    }

    [Fact]
    public async Task Decision_WhoseInstantIsReadAnewEachTime_IsStoredWithTheInstantThatWasSigned()
    {
        var now = JobBuilder.Epoch;

        await DecideAsync(record => Approval(record, "user:ann", now = now.AddSeconds(1)));

        var change = Assert.Single(_inner.Changes);
        Assert.Equal(1, _signer.Signatures);
        Assert.Null(await _decisions.CheckAsync(change.Decision!, CancellationToken.None));
        Assert.Equal(change.Decision!.At, change.Record.Job.Approval.Decision!.At);
        Assert.Null(change.Record.Job.Approval.Decision.Signature);
    }

    [Fact]
    public async Task Decision_ThatIsAnotherEachTime_EndsInAnError()
    {
        var count = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => DecideAsync(record => Approval(record, $"user:{count++}", JobBuilder.Epoch)));

        Assert.Empty(_inner.Changes);
    }

    [Fact]
    public async Task Chain_GoesOnFromTheRecord_AndRowsOfOneChangeFollowEachOther()
    {
        await _jobs.TryCreateAsync(new JobChange { Record = new JobBuilder("job").Build() }, CancellationToken.None);
        await ChangeAsync(new EventDraft("something_new"), new EventDraft(EventTypes.Log), new EventDraft(EventTypes.Completion));
        await ChangeAsync(new EventDraft(EventTypes.Progress));

        var rows = _inner.Changes.SelectMany(change => change.Audit).ToArray();
        var check = new ChainCheck("job", AuditChain.GenesisOf("job", JobBuilder.Epoch));
        Assert.All(rows, row => Assert.Null(check.Add(row)));
        Assert.Equal(["submitted", "something_new", "completed"], rows.Select(row => AuditChain.Read("job", row.Content.Span).Act));
        Assert.Equal(check.Head, _inner.Record.Audited);
        Assert.Empty(_inner.Changes[^1].Audit);
    }

    private Task DecideAsync(Func<JobRecord, JobChange> decide) =>
        _jobs.UpdateAsync("job", record => new JobUpdate<bool>(true, decide(record)), CancellationToken.None);

    private Task ChangeAsync(params EventDraft[] events) =>
        _jobs.UpdateAsync("job", record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = events }), CancellationToken.None);

    private static JobChange Approval(JobRecord record, string actor, DateTimeOffset at)
    {
        var decision = new PlanBuilder(record.Job).Approval(actor) with { At = at };
        var approval = record.Job.Approval with { Decision = decision };
        return new JobChange
        {
            Record = record with { Job = record.Job with { Approval = approval } },
            Events = [new EventDraft(EventTypes.Approved)],
            Decision = decision,
        };
    }
}
