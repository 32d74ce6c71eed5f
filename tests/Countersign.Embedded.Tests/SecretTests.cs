using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A secret reaches the step that was approved, and nothing that anybody can read.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Value = "p\u00e4ss \"w\u00f6rd\"/+?&1";

    private readonly RecordedStepsKind _kind = new();
    private readonly CollectedLogs _logs = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(
        _kind, new Dictionary<string, string?> { ["Secrets:API_KEY"] = Value }, _logs);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _logs.Dispose();
    }

    [Theory]
    [InlineData("""{"echo":{"secret_ref":"API_KEY"}}""", "completed")]
    [InlineData("""{"echo":[{"deep":{"secret_ref":"api_key"}}]}""", "completed")]
    [InlineData("""{"echo":{"fail":{"how":"work","why":{"secret_ref":"API_KEY"}}}}""", "failed")]
    [InlineData("""{"echo":{"fail":{"how":"bug","why":{"secret_ref":"API_KEY"}}}}""", "failed")]
    public async Task Secret_StandsNowhere(string input, string end)
    {
        var jobId = await SubmitAsync(input);
        await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        var ended = await _server.UntilAsync(jobId, record => record.Job.Status.IsFinal());

        Assert.Equal(end, ended.Job.Status.ToString().ToLowerInvariant());
        var seen = new StringBuilder(_logs.Text);
        foreach (var path in (string[])["", "/plan", "/analysis", "/events", "/logs", "/steps", "/result"])
        {
            seen.Append((await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}{path}")).Text);
        }

        AssertHidden(seen.ToString());
        AssertHidden(EverythingStored());
        Assert.Contains("***", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("secret_ref", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_IsAskedForOnlyByAnApprovedStep()
    {
        var jobId = await SubmitAsync("""{"echo":{"secret_ref":"MISSING"}}""");
        Assert.Equal(JobStatus.AwaitingApproval, (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Status);

        await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });

        var ended = await _server.UntilAsync(jobId, record => record.Job.Status.IsFinal());
        Assert.Equal("secret_not_found", ended.Job.Error!.Code);
        Assert.Contains("'MISSING'", ended.Job.Error.Message, StringComparison.Ordinal);
        Assert.Empty(_kind.Runs);
    }

    [Theory]
    [InlineData("""{"echo":{"secret_ref":"API_KEY","and":1}}""", "input.echo.secret_ref")]
    [InlineData("""{"echo":[{"secret_ref":7}]}""", "input.echo[0].secret_ref")]
    [InlineData("""{"echo":{"secret_ref":"../x"}}""", "input.echo.secret_ref")]
    public async Task Reference_ThatIsNone_IsRefusedByField(string input, string field)
    {
        var answer = await _server.PostAsync(
            Person.Owner, "api/jobs", new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = JsonNode.Parse(input) });

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
    }

    [Fact]
    public async Task Configuration_ThatIsNotValid_DoesNotShowTheValue()
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessServer.StartAsync(_kind, new Dictionary<string, string?>
        {
            ["Secrets:bad name"] = "hush", ["Secrets:EMPTY"] = "", ["Secrets:UNRESOLVED"] = "@Microsoft.KeyVault(SecretUri=https://vault.test/hush)",
        }));

        Assert.Equal(3, invalid.Failures.Count());
        Assert.DoesNotContain("hush", invalid.Message, StringComparison.Ordinal);
    }

    private async Task<string> SubmitAsync(string input)
    {
        var jobId = await _server.SubmitAsync(
            Person.Owner, new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = JsonNode.Parse(input) });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }

    private static void AssertHidden(string text)
    {
        string[] forms =
        [
            Value, JsonSerializer.Serialize(Value)[1..^1], JsonEncodedText.Encode(Value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Uri.EscapeDataString(Value), Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)), "rd\\\"/+?&1", "/+?&1",
        ];
        Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.Ordinal));
    }

    private string EverythingStored() => _server.Database.Read(session =>
    {
        var text = new StringBuilder();
        foreach (var (table, column) in ((string, string)[])
            [("jobs", "record"), ("job_events", "event"), ("job_plans", "content"), ("job_steps", "content"), ("job_documents", "content"), ("job_decisions", "content")])
        {
            using var rows = session.Query($"SELECT {column} FROM {table}");
            while (rows.Read())
            {
                text.Append(Encoding.UTF8.GetString(rows.GetBytes(0)));
            }
        }

        return text.ToString();
    });
}
