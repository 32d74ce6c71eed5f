using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Artifacts;

/// <summary>Artifacts over HTTP: lists, whole files, parts of them, and headers that keep a browser from running them.</summary>
public sealed class ArtifactDownloadTests : IAsyncLifetime
{
    private const string Page = "<script>fetch('/api/jobs')</script>";
    private static readonly string Tag = $"\"{Digest.Of(Encoding.UTF8.GetBytes(Page))}\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly SavingKind _kind = new();
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;
    private string _jobId = null!;

    private string Address => $"api/jobs/{_jobId}/artifacts/report.html";

    public async ValueTask InitializeAsync()
    {
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = _folder,
            ExtraKinds = [_kind],
        });
        _api = new ApiClient(_host.Address);
        _kind.Work = async (context, stop) =>
        {
            if (context.Step.Id == "pack")
            {
                await SavingKind.SaveTextAsync(context, "report.html", Page, stop, "text/html");
                await SavingKind.SaveTextAsync(context, "empty.log", "", stop);
            }
        };
        _jobId = await _api.SubmitAsync(new JsonObject { ["kind"] = SavingKind.Kind, ["input"] = new JsonObject() });
        await _api.WaitForEventAsync(_jobId, "approval_required");
        await _api.ApproveAsync(_jobId);
        await _api.WaitForEventAsync(_jobId, "completion");
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task List_TellsSizeDigestAndWhoSavedIt_AsTheResultDoes()
    {
        var list = (await _api.GetAsync($"api/jobs/{_jobId}/artifacts")).Body.GetProperty("items");
        var result = (await _api.GetAsync($"api/jobs/{_jobId}/result")).Body.GetProperty("artifacts");

        Assert.Equal(list.GetRawText(), result.GetRawText());
        Assert.Equal(["empty.log", "report.html"], list.EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        var report = list[1];
        Assert.Equal(
            ("text/html", Page.Length, Tag.Trim('"'), "pack", 1, 1),
            (Text(report, "content_type"), report.GetProperty("size").GetInt32(), Text(report, "sha256"), Text(report, "step"),
                report.GetProperty("attempt").GetInt32(), report.GetProperty("plan_version").GetInt32()));
        using var linked = await _api.Http.GetAsync(Text(report.GetProperty("links"), "self").TrimStart('/'));
        Assert.Equal(Page, await linked.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_GivesTheBytes_AsAnAttachmentThatNoBrowserRuns()
    {
        using var answer = await _api.Http.GetAsync(Address);

        Assert.Equal((HttpStatusCode.OK, Page), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal((Tag, false), (answer.Headers.ETag!.Tag, answer.Headers.ETag.IsWeak));
        Assert.Equal(("text/html", Page.Length), (answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentLength));
        Assert.Equal(("attachment", "report.html"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.StartsWith("sandbox;", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
    }

    [Fact]
    public async Task Head_TellsTheSameWithoutBytes()
    {
        using var answer = await SendAsync(HttpMethod.Head, _ => { });
        using var unknown = await _api.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address + "x"));

        Assert.Equal((HttpStatusCode.OK, Page.Length, Tag), (answer.StatusCode, answer.Content.Headers.ContentLength, answer.Headers.ETag!.Tag));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData(0, 9L, 0, 9)]
    [InlineData(5, null, 5, 34)]
    [InlineData(10, 999L, 10, 34)]
    public async Task Get_OfARange_GivesThatPart(int from, long? to, int first, int last)
    {
        using var answer = await SendAsync(HttpMethod.Get, headers => headers.Range = new RangeHeaderValue(from, to));

        Assert.Equal((HttpStatusCode.PartialContent, Page[first..(last + 1)]), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal($"bytes {first}-{last}/{Page.Length}", answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Get_OfARangeBehindTheEnd_IsRefusedWithTheSize()
    {
        using var answer = await SendAsync(HttpMethod.Get, headers => headers.Range = new RangeHeaderValue(Page.Length, null));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal($"bytes */{Page.Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("range_not_satisfiable", await CodeAsync(answer));
    }

    [Fact]
    public async Task Get_WithIfRange_GivesThePartOfThisFileAndTheWholeOfAnother()
    {
        using var same = await SendAsync(HttpMethod.Get, headers =>
        {
            headers.Range = new RangeHeaderValue(0, 3);
            headers.IfRange = new RangeConditionHeaderValue(Tag);
        });
        using var other = await SendAsync(HttpMethod.Get, headers =>
        {
            headers.Range = new RangeHeaderValue(0, 3);
            headers.IfRange = new RangeConditionHeaderValue("\"sha256:00\"");
        });

        Assert.Equal((HttpStatusCode.PartialContent, Page[..4]), (same.StatusCode, await same.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.OK, Page), (other.StatusCode, await other.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Get_OfWhatTheClientHas_IsNotModified()
    {
        using var same = await SendAsync(HttpMethod.Get, headers => headers.IfNoneMatch.ParseAdd(Tag));
        using var other = await SendAsync(HttpMethod.Get, headers => headers.IfNoneMatch.ParseAdd("\"sha256:00\""));
        using var expected = await SendAsync(HttpMethod.Get, headers => headers.IfMatch.ParseAdd("\"sha256:00\""));

        Assert.Equal((HttpStatusCode.NotModified, Tag), (same.StatusCode, same.Headers.ETag!.Tag));
        Assert.Equal((HttpStatusCode.OK, Page), (other.StatusCode, await other.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "precondition_failed"), (expected.StatusCode, await CodeAsync(expected)));
    }

    [Fact]
    public async Task Get_OfAnEmptyFile_GivesNothing()
    {
        using var answer = await _api.Http.GetAsync($"api/jobs/{_jobId}/artifacts/empty.log");

        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Delete_OfTheJob_TakesItsFilesAway()
    {
        var files = Path.Combine(_folder, "artifacts");
        Assert.Equal(2, Directory.GetFiles(files).Length);

        await _api.DeleteAsync($"api/jobs/{_jobId}");

        using var gone = await _api.Http.GetAsync(Address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.True(
            SpinWait.SpinUntil(() => Directory.GetFiles(files).Length == 0, TimeSpan.FromSeconds(20)),
            $"Left are {string.Join(", ", Directory.GetFiles(files))}.");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        Text(JsonElement.Parse(await answer.Content.ReadAsStringAsync()), "code");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Action<HttpRequestHeaders> adjust)
    {
        using var request = new HttpRequestMessage(method, Address);
        adjust(request.Headers);
        return await _api.Http.SendAsync(request);
    }
}
