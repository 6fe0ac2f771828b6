<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>sfumato::BatchPanel</name>
    <message numerus="yes">
        <source>%n failed.</source>
        <translation>
            <numerusform>%n failed.</numerusform>
            <numerusform>%n failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::BatchRoom</name>
    <message numerus="yes">
        <source>%n photo(s) enlarged; %1 failed, the list says why.</source>
        <translation>
            <numerusform>%n photo enlarged; %1 failed, the list says why.</numerusform>
            <numerusform>%n photos enlarged; %1 failed, the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) enlarged; the results lie beside the originals.</source>
        <translation>
            <numerusform>%n photo enlarged; the result lies beside the original.</numerusform>
            <numerusform>%n photos enlarged; the results lie beside the originals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::Loupe</name>
    <message numerus="yes">
        <source>×%1, %n step(s)</source>
        <translation>
            <numerusform>×%1, %n step</numerusform>
            <numerusform>×%1, %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::MainWindow</name>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n thread</numerusform>
            <numerusform>%1, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking into %n file(s) and copying …</source>
        <translation>
            <numerusform>Looking into %n file and copying …</numerusform>
            <numerusform>Looking into %n files and copying …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Here is what you had not saved when you last closed the window: %n documents.</source>
        <translation>
            <numerusform>Here is what you had not saved when you last closed the window: %n documents.</numerusform>
            <numerusform>Here is what you had not saved when you last closed the window: %n documents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) have no label on this map and were left out.</source>
        <translation>
            <numerusform>%n box has no label on this map and was left out.</numerusform>
            <numerusform>%n boxes have no label on this map and were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::MapColoursDialog</name>
    <message numerus="yes">
        <source>%1 of its %n colour(s) are labels of this model; look at the rest.</source>
        <translation>
            <numerusform>%1 of its %n colour is a label of this model; look at the rest.</numerusform>
            <numerusform>%1 of its %n colours are labels of this model; look at the rest.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::ModelManager</name>
    <message numerus="yes">
        <source>Learnt from pictures of %1×%2; %n step(s) are recommended.</source>
        <translation>
            <numerusform>Learnt from pictures of %1×%2; %n step is recommended.</numerusform>
            <numerusform>Learnt from pictures of %1×%2; %n steps are recommended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::PicturePanel</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::QueuePanel</name>
    <message numerus="yes">
        <source>%1 · %2×%3 · %n step(s) · seed %4</source>
        <translation>
            <numerusform>%1 · %2×%3 · %n step · seed %4</numerusform>
            <numerusform>%1 · %2×%3 · %n steps · seed %4</numerusform>
        </translation>
    </message>
</context>
</TS>
