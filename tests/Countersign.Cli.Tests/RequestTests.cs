using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Cli.Tests.Scripted;
using Countersign.Client.Errors;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>What a run sends, and what it makes of the answers.</summary>
public sealed class RequestTests : ScriptedRun
{
    [Theory]
    [InlineData(EventTypes.Failure, JobStatus.Failed, ExitCodes.Failed)]
    [InlineData(EventTypes.Cancelled, JobStatus.Cancelled, ExitCodes.Failed)]
    [InlineData(EventTypes.Failure, JobStatus.Timeout, ExitCodes.TimedOut)]
    [InlineData(EventTypes.Completion, JobStatus.Completed, ExitCodes.Completed)]
    public async Task End_DecidesTheExitCode(string end, JobStatus status, int exitCode)
    {
        Job.Error = status == JobStatus.Completed ? null : new JobError("some_code", "The reason.", "look");
        Server.OnDecision = _ => Job.Execute(end, status);

        Assert.Equal(exitCode, await RunAsync(null, options => options with { Approve = true }));
        Assert.Equal(Job.Error is not null, Screen.Contains("Step 'look': The reason. (some_code)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("key-1")]
    [InlineData(null)]
    public async Task ApiKey_GoesWithEveryRequest(string? key)
    {
        var sent = new ConcurrentBag<string?>();
        Server.Before = context =>
        {
            sent.Add(context.Request.Headers.TryGetValue("X-API-Key", out var value) ? value.ToString() : null);
            return Task.FromResult(false);
        };

        await RunAsync(Answers.Of("y"), options => options with { ApiKey = key });

        Assert.True(sent.Count > 5);
        Assert.All(sent, value => Assert.Equal(key, value));
    }

    [Fact]
    public async Task Redirection_IsNotFollowed_SoThatTheKeyStaysWithItsServer()
    {
        Server.Before = context =>
        {
            context.Response.Redirect("http://127.0.0.1:9/", permanent: false, preserveMethod: true);
            return Task.FromResult(true);
        };

        var refused = await Assert.ThrowsAsync<CountersignException>(() => RunAsync(Answers.Of("y"), options => options with { ApiKey = "key-1" }));

        Assert.Equal(307, refused.Status);
    }

    [Fact]
    public async Task NoWait_OnlySubmits()
    {
        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(null, options => options with { Wait = TimeSpan.Zero }));

        Assert.Single(Server.Submissions);
        Assert.Empty(Server.ResumedAfter);
        Assert.Contains("curl", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_ForAServer_IsUploadedUnderItsName()
    {
        await RunAsync(Answers.Of("y"), options => options with { Format = "raw", Name = "a name", TimeoutSeconds = 60 });

        var (name, content) = Assert.Single(Server.Uploads);
        Assert.Equal("disk.img", name);
        Assert.Equal("the bytes", Encoding.ASCII.GetString(content));
        Assert.Equal(
            """{"kind":"disk.inspect","input":{"image":{"upload_id":"upload-1","format":"raw"}},"name":"a name","approval":{"timeout_seconds":60}}""",
            Assert.Single(Server.Submissions).GetRawText());
    }

    [Fact]
    public async Task InputFile_IsSentAsItIs()
    {
        var file = Path.Combine(Folder, "input.json");
        await File.WriteAllTextAsync(file, """{"a": null, "b": [1.0]}""");

        await RunAsync(Answers.Of("y"), options => options with { Image = null, InputFile = file, Kind = "some.kind", Wait = TimeSpan.Zero });

        var input = Assert.Single(Server.Submissions).GetProperty("input");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse("""{"a": null, "b": [1.0]}""").RootElement, input));
    }

    [Fact]
    public async Task Json_PrintsTheDocumentAndNothingElse()
    {
        await RunAsync(Answers.Of("y"), options => options with { Json = true });

        var document = JsonDocument.Parse(Result.ToString()).RootElement;
        Assert.Equal(42, document.GetProperty("result").GetProperty("answer").GetInt32());
        Assert.DoesNotContain("42", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedSubmission_IsBadUsageWithEveryField()
    {
        Server.Before = async context =>
        {
            await ScriptedServer.RefuseAsync(
                context, 400, ErrorCodes.InvalidRequest, new() { ["input.image"] = ["is absent."], ["name"] = ["is too long.", "is odd."] });
            return true;
        };

        var refused = await Assert.ThrowsAsync<CountersignException>(() => RunAsync(Answers.Of("y")));

        var explanation = Errors.Explain(refused)!;
        Assert.Equal(ExitCodes.BadUsage, explanation.ExitCode);
        Assert.Equal(
            ["Refused as invalid_request:", "  input.image is absent.", "  name is too long.", "  name is odd.", "  (invalid_request, trace trace-1)"],
            explanation.Lines);
    }

    [Theory]
    [InlineData(500, ExitCodes.Failed)]
    [InlineData(404, ExitCodes.BadUsage)]
    public async Task AnswerThatIsNoProblemDocument_AsksWhetherThatIsTheServer(int status, int exitCode)
    {
        Server.Before = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("<html>");
            return true;
        };

        var refused = await Assert.ThrowsAsync<CountersignException>(() => RunAsync(Answers.Of("y")));

        Assert.Equal(exitCode, Errors.Explain(refused)!.ExitCode);
        Assert.Contains("Is that address a countersign server?", Errors.Explain(refused)!.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerOfSomethingElse_IsNotTakenForAServer()
    {
        Server.Before = async context =>
        {
            await context.Response.WriteAsync("<html>");
            return true;
        };

        var exception = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => RunAsync(Answers.Of("y")));

        Assert.Contains("--server", Errors.Explain(exception)!.Lines[0], StringComparison.Ordinal);
    }
}
