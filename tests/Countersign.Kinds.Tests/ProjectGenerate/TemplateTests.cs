using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Parameters;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Job;
using Countersign.Kinds.ProjectGenerate.Rendering;
using Countersign.Testing;
using Xunit;

namespace Countersign.Kinds.Tests.ProjectGenerate;

/// <summary>Every template, with every choice of its parameters, makes whole files, whatever people write into the description.</summary>
public sealed class TemplateTests
{
    private const string Awkward = "A \"quoted\" \\ shop\n<b>&amp;</b> {x} {{y}} ${z} `w` – ünï 😀 \u202e'";
    private const string Templates = "src/Countersign.Kinds/ProjectGenerate/Templates";

    public static TheoryData<string, string> Variants =>
    [
        ("react-typescript-tailwind", """{"routing": true}"""),
        ("react-typescript-tailwind", """{"routing": false}"""),
        ("fastapi-backend", """{"database": "none"}"""),
        ("fastapi-backend", """{"database": "sqlite"}"""),
        ("fastapi-backend", """{"database": "postgresql"}"""),
        ("fullstack-react-fastapi", """{"database": "none"}"""),
        ("fullstack-react-fastapi", """{"database": "postgresql", "frontend_port": 4000}"""),
        ("dotnet-minimal-api", """{"tests": true}"""),
        ("dotnet-minimal-api", """{"tests": false}"""),
        ("azure-functions-app", "{}"),
    ];

    public static TheoryData<string> Ids => [.. TemplateCatalogue.All.Select(template => template.Id)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Files_AreWholeAndOfTheirFormat(string id, string parameters)
    {
        foreach (var file in Make(id, parameters, "corner-Shop.orders_2", Awkward).Files)
        {
            var text = Encoding.UTF8.GetString(file.Content);
            Assert.True(text.EndsWith('\n') || text.Length == 0, file.Path);
            Assert.DoesNotContain("{{#", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{/", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\u202e', text);
            Assert.DoesNotContain("__namespace__", file.Path, StringComparison.Ordinal);
            AssertFormat(file.Path, text);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Project_HasWhatProjectsNeed(string id)
    {
        var paths = Make(id, "{}", "Shop", "A shop").Files.Select(file => file.Path).ToArray();

        Assert.All((string[])["README.md", ".gitignore", ".github/workflows/ci.yml"], path => Assert.Contains(path, paths));
        Assert.Contains(paths, path => path.Contains("test", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_IsEmbeddedWithEveryFileOfItsFolder(string id)
    {
        var folder = Path.Combine(Repository.Root, Templates, id, "files");
        var there = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));

        Assert.Equal(there.Order(StringComparer.Ordinal), TemplateResources.Files(id).Select(file => file.Path + ".hbs").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Schema_IsUnderstoodWhole(string id)
    {
        var errors = new FieldErrors();

        ParameterSchemas.Check(TemplateCatalogue.Find(id)!.ParameterSchema, "schema", errors);

        Assert.Empty(errors.ToDictionary());
    }

    [Fact]
    public void Bytes_FollowFromTemplateAndParametersAlone()
    {
        var first = ProjectArchive.Create(Make("fullstack-react-fastapi", "{}", "Shop", "A shop"));
        var second = ProjectArchive.Create(Make("fullstack-react-fastapi", "{}", "Shop", "A shop"));

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.NotEqual(first.Sha256, ProjectArchive.Create(Make("fullstack-react-fastapi", "{}", "Shop", "Another shop")).Sha256);
    }

    [Theory]
    [InlineData("corner-shop", "CornerShop")]
    [InlineData("shop.api-2", "Shop.Api2")]
    [InlineData("a.2b", "A._2b")]
    public void Namespace_IsOneOfTheLanguage(string name, string expected) => Assert.Equal(expected, ProjectNames.Namespace(name));

    private static void AssertFormat(string path, string text)
    {
        switch (Path.GetExtension(path))
        {
            case ".json" when !path.EndsWith("tsconfig.json", StringComparison.Ordinal):
                JsonDocument.Parse(text).Dispose();
                break;
            case ".csproj" or ".props" or ".slnx" or ".svg":
                XDocument.Parse(text);
                break;
        }
    }

    internal static RenderedProject Make(string id, string parameters, string name, string description)
    {
        var given = System.Text.Json.Nodes.JsonNode.Parse(parameters)!.AsObject();
        given["project_name"] = name;
        given["description"] = description;
        var errors = new FieldErrors();
        var template = TemplateCatalogue.Find(id)!;
        var complete = GenerationChoice.Complete(template, given, "parameters", errors);
        Assert.Empty(errors.ToDictionary());
        return ProjectRenderer.Render(template, complete);
    }
}
