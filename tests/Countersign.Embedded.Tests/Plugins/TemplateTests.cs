using System.Net;
using System.Text.Json.Nodes;
using Countersign.Testing;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Plugins;

/// <summary>A kind made from the template, dropped into the folder, runs as every other kind does.</summary>
public sealed class TemplateTests(TemplateBuild build) : IClassFixture<TemplateBuild>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kind_OfTheTemplate_RunsFromRequestToResult()
    {
        var plugins = Directory.CreateDirectory(Path.Combine(_folder, "kinds", "pages")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(build.Assembly)!))
        {
            File.Copy(file, Path.Combine(plugins, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.txt"), "one two\nthree ");
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            InputRoots = [_folder],
            Overrides = new Dictionary<string, string?> { ["Kinds:Folder"] = Path.Combine(_folder, "kinds"), ["Kinds:Strict"] = "true" },
        });
        using var api = new ApiClient(host.Address);

        var kind = (await api.GetAsync("api/capabilities")).Body.GetProperty("kinds").EnumerateArray()
            .Single(entry => entry.GetProperty("kind").GetString() == "acme.pages");
        var refused = await api.PostAsync("api/jobs", new JsonObject { ["kind"] = "acme.pages", ["input"] = new JsonObject() });
        var jobId = await api.SubmitAsync(new JsonObject { ["kind"] = "acme.pages", ["input"] = new JsonObject { ["path"] = "notes.txt" } });
        await api.WaitForEventAsync(jobId, "approval_required");
        Assert.Equal(HttpStatusCode.OK, (await api.ApproveAsync(jobId)).Status);
        await api.WaitForEventAsync(jobId, "completion");
        var result = await api.GetAsync($"api/jobs/{jobId}/result");

        Assert.Equal("read", kind.GetProperty("risk").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, true), (refused.Status, refused.Body.GetProperty("errors").TryGetProperty("input.path", out _)));
        Assert.Equal(3, result.Body.GetProperty("result").GetProperty("words").GetInt32());
    }

    [Fact]
    public void HowTo_ShowsTheTemplateAsItIs_InAtMost50Lines()
    {
        var source = Repository.Read("templates/job-kind/WordsKind.cs");

        Assert.InRange(source.Split('\n').Length, 1, 50);
        Assert.Contains(source.TrimEnd(), Repository.Read("docs/plug-ins.md").Replace("\n    ", "\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
