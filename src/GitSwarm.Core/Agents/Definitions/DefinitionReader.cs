using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>Reads definitions; whatever the bytes are, there is an entry that says what is wrong with them.</summary>
internal static class DefinitionReader
{
    private const int MostName = 100;

    /// <summary>Reads a Markdown file.</summary>
    public static CatalogEntry Read(DefinitionFile file)
    {
        var stem = Path.GetFileNameWithoutExtension(file.Origin.File ?? "");
        if (file.Content is null)
        {
            return CatalogEntry.Broken(stem, file.Origin, file.Problem ?? "it cannot be read");
        }
        Fields? fields = null;
        try
        {
            if (FrontMatter.Split(file.Content) is not { } parts)
            {
                return CatalogEntry.NoDefinition(stem, file.Origin);
            }
            fields = FieldsOf(parts.Head);
            return Entry(fields, stem, new Lazy<string>(parts.Text), file.Origin);
        }
        catch (FormatException error)
        {
            return CatalogEntry.Broken(NameIn(fields) ?? stem, file.Origin, error.Message, fields?.Notes);
        }
    }

    /// <summary>Reads one member of the JSON that <c>--agents</c> takes, with the prompt as a field.</summary>
    public static CatalogEntry Read(string name, JsonElement value, Origin origin)
    {
        try
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("it must be an object");
            }
            var fields = Fields.Of(value);
            return Entry(fields, name, new Lazy<string>(new FieldReader(fields).Text(FieldNames.Prompt) ?? ""), origin);
        }
        catch (FormatException error)
        {
            return CatalogEntry.Broken(name, origin, error.Message);
        }
    }

    private static Fields FieldsOf(string head)
    {
        try
        {
            return Fields.Of(YamlJson.Read(head));
        }
        catch (FormatException error)
        {
            return LooseFields.Read(head, error.Message) is { Values.Count: > 0 } fields
                ? fields
                : throw new FormatException($"its front matter has no fields: {error.Message}", error);
        }
    }

    private static string? NameIn(Fields? fields) =>
        fields is not null
        && fields.Values.TryGetValue(FieldNames.Name, out var name)
        && name.ValueKind == JsonValueKind.String
        && name.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <exception cref="FormatException">A field cannot have its value, or one is missing.</exception>
    private static CatalogEntry Entry(Fields fields, string stem, Lazy<string> prompt, Origin origin)
    {
        var read = new FieldReader(fields);
        var name = read.Text(FieldNames.Name) ?? stem;
        if (name.Length is 0 or > MostName || name.Contains(':', StringComparison.Ordinal) || name[0] == '-' || Texts.OneLine(name) != name)
        {
            throw new FormatException(
                $"'{Texts.Cut(name, 40)}' is no name: it has one line, at most {MostName} characters, no colon, and no dash in front"
            );
        }
        var description =
            read.Text(FieldNames.Description) ?? throw new FormatException("it has no description, which says when to use it");
        var definition = new AgentDefinition
        {
            Name = name,
            // Written in one line, as if it were JSON, by the client most of them come from.
            Description = description.Replace("\\n", "\n", StringComparison.Ordinal),
            LatePrompt = prompt,
            Origin = origin,
            Tools = read.Tools(FieldNames.Tools) is ["*", ..] ? null : read.Tools(FieldNames.Tools),
            DisallowedTools = read.Tools(FieldNames.DisallowedTools) ?? [],
            Model = read.Word(FieldNames.Model),
            Effort = read.Choice<Effort>(FieldNames.Effort),
            PermissionMode = read.Choice<PermissionMode>(FieldNames.PermissionMode),
            MaxTurns = read.Count(FieldNames.MaxTurns),
            Skills = read.Names(FieldNames.Skills),
            McpServers = read.Servers(FieldNames.McpServers),
            RequiredMcpServers = read.Names(FieldNames.RequiredMcpServers),
            Hooks = read.Map(FieldNames.Hooks),
            Background = read.Flag(FieldNames.Background),
            Isolation = read.Choice<Isolation>(FieldNames.Isolation),
            Memory = read.Choice<MemoryScope>(FieldNames.Memory),
            Runner = read.Text(FieldNames.Runner),
            OmitProjectInstructions = read.Flag(FieldNames.OmitProjectInstructions) || read.Flag(FieldNames.OmitClaudeMd),
            OmitGitStatus = read.Flag(FieldNames.OmitGitStatus),
            CriticalReminder = read.Text(FieldNames.CriticalReminder) ?? read.Text(FieldNames.CriticalSystemReminder),
            Color = read.Text(FieldNames.Color),
            InitialPrompt = read.Text(FieldNames.InitialPrompt),
            Unknown = fields
                .Values.Where(f =>
                    !FieldNames.InFiles.Contains(f.Key) && !(origin.Source == DefinitionSource.Flag && f.Key == FieldNames.Prompt)
                )
                .ToDictionary(StringComparer.Ordinal),
        };
        return new CatalogEntry(name, origin, definition) { Notes = fields.Notes };
    }
}
