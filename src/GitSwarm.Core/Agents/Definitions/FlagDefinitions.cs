using System.Text;
using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Definitions;

/// <summary>Definitions named on the command line (<c>--agents</c>).</summary>
public static class FlagDefinitions
{
    /// <summary>Reads JSON (<c>{"name": {"description": …, "prompt": …}}</c>), a file of it, or a Markdown file.</summary>
    /// <param name="given">As typed.</param>
    /// <param name="directory">What a path is relative to.</param>
    /// <exception cref="SwarmException">There is no such file, or it is no JSON.</exception>
    public static IReadOnlyList<CatalogEntry> Read(string given, string directory)
    {
        if (given.TrimStart() is ['{', ..])
        {
            return OfJson(Encoding.UTF8.GetBytes(given), "--agents", new Origin(DefinitionSource.Flag, null, directory));
        }
        var path = Path.GetFullPath(given, directory);
        var origin = new Origin(DefinitionSource.Flag, path, Path.GetDirectoryName(path) ?? "/");
        var file = DefinitionFiles.Read(origin);
        if (file.Content is null)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"cannot use '{Texts.Cut(given, 80)}' for --agents: {file.Problem}",
                "give a file, or JSON such as '{\"name\":{\"description\":\"…\",\"prompt\":\"…\"}}'"
            );
        }
        return file.Content.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..]
            ? OfJson(file.Content, Texts.Cut(given, 80), origin)
            : [DefinitionReader.Read(file)];
    }

    private static List<CatalogEntry> OfJson(byte[] json, string what, Origin origin)
    {
        try
        {
            return [.. WholeJson.Parse(json).EnumerateObject().Select(m => DefinitionReader.Read(m.Name, m.Value, origin))];
        }
        catch (JsonException error)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"{what} is no JSON: {Texts.Cut(error.Message, 120)}",
                "give an object such as '{\"name\":{\"description\":\"…\",\"prompt\":\"…\"}}'"
            );
        }
    }
}
